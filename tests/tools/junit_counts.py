"""Prints how many tests of a JUnit report passed, failed and were skipped: three numbers. Standard library only."""

import sys
from xml.etree import ElementTree

cases = list(ElementTree.parse(sys.argv[1]).getroot().iter("testcase"))
skipped = sum(case.find("skipped") is not None or case.get("status") in ("notrun", "disabled") for case in cases)
failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
print(len(cases) - failed - skipped, failed, skipped)
