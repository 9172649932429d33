"""What comes from Word: pasted into rich text in the editor, in a real browser."""

import re

from tests.browser.conftest import DESK

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<p class=MsoNormal>Before <b>bold</b></p>
<table class=MsoTable border=1><tr><td><p>Year</p></td><td><p>Share,<br>%</p></td></tr>
<tr><td><p>2024</p></td><td><p>25.3</p><p>of all</p></td></tr><tr><td></td><td></td></tr></table>
<p><img src="file:///C:/x/image001.png" width=10></p>
<p>After<a href="#_ftn1"><span>[1]</span></a></p>
<div style='mso-element:footnote' id=ftn1><p>A footnote.</p></div>
<!--EndFragment--></body></html>
"""
PASTE = """([editor, html]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    editor.querySelector("[contenteditable=true]").dispatchEvent(paste);
}"""


def editor_of(visit):
    visitor = visit(DESK).sign_in("trainer")
    visitor.open("/admin/pages/")
    page = visitor.page
    found = page.evaluate("async () => (await (await fetch('/admin/api/main/pages/?limit=1')).json()).items[0].id")
    visitor.open(f"/admin/pages/{found}/edit/")
    editor = page.locator(".Draftail-Editor").first
    editor.locator("[contenteditable=true]").first.click()
    return visitor, editor


def paste(visitor, editor, html):
    visitor.page.evaluate(PASTE, [editor.element_handle(), html])
    visitor.page.wait_for_timeout(400)


def test_a_table_stays_readable_and_what_was_left_out_is_told(visit):
    visitor, editor = editor_of(visit)
    paste(visitor, editor, WORD)
    lines = [line.strip() for line in editor.locator("[contenteditable=true]").inner_text().split("\n")]
    assert "Year | Share, %" in lines
    assert "2024 | 25.3 of all" in lines
    assert not any("A footnote." in line for line in lines)
    assert any(re.search(r"Before bold", line) for line in lines)
    note = editor.locator("xpath=following-sibling::*[@data-paste-note]")
    assert note.get_attribute("role") == "status"
    told = note.inner_text()
    assert told.count(".") >= 3
    visitor.screen("paste-from-word")


def test_plain_paragraphs_are_pasted_as_before_and_the_note_goes(visit):
    visitor, editor = editor_of(visit)
    paste(visitor, editor, WORD)
    paste(visitor, editor, "<p>Only <b>words</b></p>")
    assert "Only words" in editor.locator("[contenteditable=true]").inner_text()
    note = editor.locator("xpath=following-sibling::*[@data-paste-note]")
    assert note.inner_text() == ""
