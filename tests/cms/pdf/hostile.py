"""Thirteen ways to make a printer fetch something, and ears that hear it."""

import base64
import io
import socket
import threading
from contextlib import contextmanager

import pypdf

CANARY = "canary-7f3a91c4"


def fragments(url, file):
    """Each by its name; `url` answers to a listening socket, `file` holds the canary."""
    nested = base64.b64encode(
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<image xlink:href="{url}" width="9" height="9"/></svg>'.encode()
    ).decode()
    return {
        "img-http": f'<img src="{url}">',
        "img-file": f'<img src="file://{file}">',
        "css-import": f'<style>@import url("{url}");</style>',
        "css-url": f'<p style="background:url({url})">x</p>',
        "svg-xlink": f'<svg width="9" height="9"><image xlink:href="{url}" href="file://{file}" height="9"/></svg>',
        "link-attachment": f'<link rel="attachment" href="file://{file}"><a rel="attachment" href="file://{file}">x</a>',
        "iframe": f'<iframe src="{url}"></iframe>',
        "object": f'<object data="file://{file}"></object><embed src="{url}">',
        "data-nested": f'<img src="data:image/svg+xml;base64,{nested}">',
        "script": f'<script src="{url}"></script><script>fetch("{url}")</script>',
        "base-href": f'<base href="{url}"><img src="picture.png"><link rel="stylesheet" href="a.css">',
        "font-face": f"<style>@font-face{{font-family:X;src:url({url}),url(file://{file})}}p{{font-family:X}}</style><p>x</p>",
        "svg-entity": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{file}">]><svg><text>&x;</text></svg>',
    }


@contextmanager
def listening():
    """A socket that notes every connection: yields its address and the list of what was asked."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def answer():
            while not done.is_set():
                try:
                    connection, _peer = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    heard.append(connection.recv(200))
                    connection.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/x.svg", heard
        finally:
            done.set()
            thread.join()


def contents(pdf):
    """Everything that a reader finds in a PDF: its text, its attachments, its raw bytes."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    attached = b"".join(part for parts in reader.attachments.values() for part in parts)
    return pdf + attached + "".join(page.extract_text() for page in reader.pages).encode()
