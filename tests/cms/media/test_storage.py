"""A file is whole, or it is not there."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.files.uploadedfile import TemporaryUploadedFile

from cms.media.storage import AtomicFileStorage
from tests.filling import full_after

FITS = 8192


@pytest.fixture
def storage(tmp_path):
    return AtomicFileStorage(location=tmp_path)


def there(storage):
    return sorted(
        str(path.relative_to(storage.location)) for path in Path(storage.location).rglob("*") if path.is_file()
    )


def in_memory(size):
    return ContentFile(b"x" * size)


def uploaded(size):
    file = TemporaryUploadedFile("u.bin", "application/octet-stream", size, None)
    file.write(b"x" * size)
    file.flush()
    return file


@pytest.mark.parametrize("content", [in_memory, uploaded])
@pytest.mark.parametrize("size", [0, 1, FITS])
def test_what_fits_is_stored_whole(storage, content, size):
    with full_after(FITS):
        name = storage.save("a/b/c.pdf", content(size))
    assert (name, storage.size(name), there(storage)) == ("a/b/c.pdf", size, ["a/b/c.pdf"])


@pytest.mark.parametrize("size", [FITS + 1, 10 * FITS])
def test_what_does_not_fit_leaves_nothing(storage, size):
    with full_after(FITS), pytest.raises(OSError, match="File too large"):
        storage.save("a/c.pdf", in_memory(size))
    assert there(storage) == []
    assert storage.save("a/c.pdf", in_memory(size)) == "a/c.pdf"


def test_the_storage_of_django_leaves_half_a_file(tmp_path):
    plain = FileSystemStorage(location=tmp_path)
    with full_after(FITS), pytest.raises(OSError, match="File too large"):
        plain.save("c.pdf", in_memory(FITS + 1))
    assert there(plain) == ["c.pdf"]  # the planted fault


def test_a_reader_that_fails_half_way_leaves_nothing(storage):
    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        storage.save("c.pdf", Broken(b""))
    assert there(storage) == []


def test_names_that_are_taken_at_once_stay_apart(storage):
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda n: storage.save("c.pdf", ContentFile(str(n).encode())), range(40)))
    assert len(set(names)) == 40
    assert {storage.open(name).read() for name in names} == {str(n).encode() for n in range(40)}
    assert there(storage) == sorted(names)


def test_a_file_gets_the_rights_that_any_file_gets(storage, tmp_path):
    plain = FileSystemStorage(location=tmp_path / "plain")
    modes = [os.stat(store.path(store.save("c.pdf", in_memory(1)))).st_mode for store in (storage, plain)]
    assert modes[0] == modes[1]


@pytest.mark.parametrize("alias", ["default", "private"])
def test_every_store_of_files_is_such_a_one(alias):
    assert isinstance(storages[alias], AtomicFileStorage)
