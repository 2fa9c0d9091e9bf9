#include "hobnob/report/report.hpp"

#include <string>
#include <utility>
#include <vector>

#include "keywords.hpp"
#include "record.hpp"

namespace hobnob::python {
namespace {

/// What an object shows of itself in a notebook: Python's word for `to_html`.
struct Shown {
  std::string html;
};
std::string to_html(const Shown& shown) { return shown.html; }

Shown shown_answer(const py::handle& answer) {
  const py::object html = py::hasattr(answer, "_repr_html_") ? py::object(answer.attr("_repr_html_")()) : py::none();
  if (!py::isinstance<py::str>(html))
    throw py::type_error("a report is made of answers, or of what shows itself in a notebook; not of " +
                         py::repr(py::type::of(answer)).cast<std::string>());
  return {html.cast<std::string>()};
}

std::vector<Section> sections_of(const py::args& answers) {
  std::vector<Section> sections;
  for (const py::handle answer : answers) sections.emplace_back(shown_answer(answer));
  return sections;
}

std::string text(const ReportOptions& options, const py::Args<py::object>& answers) { return page(sections_of(answers), options); }

void write(const ReportOptions& options, const AnyPath& path, const py::Args<py::object>& answers) {
  const std::vector<Section> sections = sections_of(answers);
  const std::string file = encoded(path);
  const py::gil_scoped_release others_run;
  report(file, sections, options);
}

}  // namespace

void bind_report(py::module_& m) {
  Keywords<ReportOptions>::define(m, "page", &text, R"(The page that `report` writes, as text.

Parameters
----------
*answers
    As in `report`.
title : str
    The page's heading.

Returns
-------
str

Raises
------
TypeError
    For what is no answer.

Examples
--------
>>> hobnob.page(hobnob.effort(), title="Effort").splitlines()[0]
'<!DOCTYPE html>'
)");
  Keywords<ReportOptions>::define(m, "report", &write, py::arg("path"),
                                  R"(Write answers as one page for people: pictures and tables in a single HTML file.

The page has no script and loads nothing. Whatever comes from outside, names above all, is shown as text and never taken as markup. Equal
answers give equal bytes. The file is replaced whole or not at all.

Parameters
----------
path : path
    The file.
*answers
    Answers, explanations and tables, in the order of the page. Anything else that shows itself in a notebook (`_repr_html_`, as a pandas
    DataFrame does) is taken as it is: it answers for its own markup.
title : str
    The page's heading.

Returns
-------
None

Raises
------
IoError
    If the file cannot be written; the old one is then untouched.
TypeError
    For what is no answer.

Examples
--------
>>> import pathlib, tempfile
>>> network = hobnob.Network()
>>> network.add_connection("ana", "bo")
>>> network.add_connection("bo", "kim")
>>> view = network.snapshot(0).owner_view("open")
>>> with tempfile.TemporaryDirectory() as folder:
...     page = pathlib.Path(folder, "ana.html")
...     hobnob.report(page, hobnob.find_paths(view, "ana", "kim"), hobnob.effort(), title="How Ana meets Kim")
...     "Who can introduce" in page.read_text(encoding="utf-8")
True
)");
}

}  // namespace hobnob::python
