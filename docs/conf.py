"""How the site is built; docs/build.sh calls it."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

project = "hobnob"
author = "the hobnob developers"
copyright = "the hobnob developers, MIT licence"  # noqa: A001
found = re.search(r"project\(hobnob VERSION ([0-9.]+)", (HERE.parent / "CMakeLists.txt").read_text("utf-8"))
assert found is not None
version = release = found[1]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "cpp_reference", "python_reference"]
exclude_patterns = ["_ext"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
primary_domain = None
default_role = "code"
highlight_language = "text"

# numpydoc sections; types in them are words for people ("str or int"), the signature above has the links.
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
autodoc_member_order = "bysource"
toc_object_entries_show_parents = "hide"
autodoc_typehints = "signature"

nitpicky = True
nitpick_ignore_regex = [
    # Other projects' names: the site has no links that need a network.
    ("py:.*", r"(typing|collections|datetime|os|pathlib|io|types|re|FixedSize)(\..*)?"),
    ("py:.*", r"(numpy|matplotlib|pandas|polars|pyarrow|narwhals|networkx|igraph|rustworkx|scipy)(\..*)?"),
    ("py:class", r"AnyPath|Axes|Line2D"),  # shorthands of annotations
    ("cpp:identifier", r"(std|boost|Eigen|fmt)(::.*)?"),
    ("cpp:identifier", r"Arrow(Schema|Array|ArrayStream)"),  # structs of the Arrow specification
    ("cpp:identifier", r"hobnob|detail(::.*)?"),  # the namespace itself, and what is behind the door
]

html_theme = "alabaster"
html_static_path = ["_static"]
html_css_files = ["hobnob.css"]
html_title = f"hobnob {release}"
html_theme_options = {
    "description": "Who can introduce me to whom, and how far will my words carry?",
    "fixed_sidebar": True,
    "page_width": "min(96vw, 1800px)",
    "body_max_width": "none",
    "sidebar_width": "240px",
    "show_powered_by": False,
}
html_copy_source = False
html_show_sourcelink = False
