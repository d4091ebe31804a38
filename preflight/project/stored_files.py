"""What lies where an input or an output points: the files of a folder, a single file, the header of a CSV file."""

from __future__ import annotations

from preflight.facts.blob_listing import Contents, extension, file_types, files, first_csv, in_folder, what_is_at
from preflight.facts.storage_address import InAccount
from preflight.project.live_storage import HEADER_BYTES, MOST_NAMES
from preflight.value import Absent, Present, Unknown, child, members, placed, text_of
from preflight.world import doubt_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.live_storage import LiveStorage
    from preflight.project.stored_data import Stored, Whereabouts
    from preflight.value import Value

FILE, FOLDER = "uri_file", "uri_folder"


class StoredFiles:
    """Lists what lies at a path, within bounds."""

    def __init__(self, live: LiveStorage) -> None:
        """Take what asks the storage."""
        self._live = live

    def of(self, stored: Stored, kind: Value, path: Value) -> Contents:
        """Return what lies at the path of an input; `kind` is the type it is given, that of a data asset wins.

        Facts stand where the path stands. The name of a single file is known before anything is asked.
        """
        sort = text_of(stored.data_type) or ("" if isinstance(kind, Unknown) else (text_of(kind) or FOLDER).lower())
        at = stored.at
        place = self._looked_at(at, path)
        if sort == FOLDER:
            return self._folder(place, path) if isinstance(place, InAccount) else _all(place)
        if sort == FILE:
            return self._file(place, path, named=isinstance(stored.asset, Absent))
        if isinstance(place, Absent):
            return _all(place)
        doubt = kind if isinstance(kind, Unknown) else Unknown(f"what an input of type `{sort}` holds is not looked at", path, asked=False)
        return _all(doubt.elsewhere(path))

    def _looked_at(self, at: Whereabouts, path: Value) -> InAccount | Absent | Unknown:
        """Return where to look, or why there is nothing to look at."""
        place = at.place
        if at.uploaded:
            return Unknown(f"`{_shown(path)}` is uploaded when the job is sent, and was not looked into", path, asked=False)
        if not isinstance(place, InAccount):
            return place
        if place.signed:
            return Unknown(f"`{_shown(path)}` is read with a signature, which is not used here", path, asked=False)
        if "*" in place.path or "?" in place.path:
            return Unknown(f"`{place.path}` is a pattern, and what it matches was not looked at", path, asked=False)
        return place

    def _folder(self, place: InAccount, path: Value) -> Contents:
        folder = place.path.rstrip("/")
        blobs = self._live.blobs(place, f"{folder}/" if folder else "", MOST_NAMES, path)
        held = in_folder(blobs, folder)
        if isinstance(held, Unknown):
            return _all(held)
        if not _is(held.found, wanted=False) or not folder or isinstance(blobs, Absent):
            return held
        # A file of that name is another fault, if it is one: whether it may stand for a folder is not known.
        exact = what_is_at(self._live.blobs(place, folder, 1, path), folder)
        if isinstance(exact, Unknown):
            return _all(exact)
        return _all(Unknown(f"`{folder}` is a file, and the input is a folder", path)) if text_of(exact) == "file" else held

    def _file(self, place: InAccount | Absent | Unknown, path: Value, *, named: bool) -> Contents:
        """Return what is known of a single file; `named` tells whether the path itself names it."""
        if not isinstance(place, InAccount):
            name = _shown(path).rpartition("/")[2] if named else ""
            return Contents(place, files([name], path), file_types([name], path), Absent(path)) if name else _all(place)
        name = place.path.rpartition("/")[2]
        return Contents(self._is_there(place, path), files([name], path), file_types([name], path), Absent(path))

    def _is_there(self, place: InAccount, path: Value) -> Value:
        """Tell whether there is a file at a path; where a folder is, it is not known what becomes of that."""
        exact = what_is_at(self._live.blobs(place, place.path, 1, path), place.path)
        if isinstance(exact, Unknown) or text_of(exact) == "file":
            return exact if isinstance(exact, Unknown) else placed(data=True, near=exact)
        inside = self._live.blobs(place, f"{place.path.rstrip('/')}/", 1, path)
        if isinstance(inside, Unknown):
            return inside
        if members(child(inside, "value")):
            return Unknown(f"`{place.path}` is a folder, and the input is a file", path)
        return placed(text_of(exact) == "empty", exact)

    def missing_columns(self, at: Whereabouts, held: Contents, path: Value, needed: Value) -> Value:
        """Return the columns that a model needs and the first CSV file of an input lacks; `needed` are those the model needs."""
        if isinstance(needed, Absent):
            return Absent(path)
        doubt = doubt_of(needed, held.files)
        place = at.place
        if doubt is not None or isinstance(place, (Absent, Unknown)):
            return doubt.elsewhere(path) if doubt is not None else Absent(path)
        name = first_csv(held.files)
        if name is None:
            return Unknown("the input has no CSV file, and headers of other files are not read", path, asked=False)
        from preflight.facts.model_columns import csv_columns, missing_columns  # noqa: PLC0415 - few runs come to it

        folder = place.path.rstrip("/")
        return missing_columns(needed, csv_columns(self._live.head(place, _joined(folder, name), HEADER_BYTES, path)), path)

    def taken(self, place: Value | InAccount, file: Value, path: Value) -> Value:
        """Tell whether an output file exists already: the one that a path names, or the one of that name in the folder it names."""
        name = text_of(file)
        if name is None or isinstance(place, (Present, Absent, Unknown)):
            missing = file if name is None else place
            return missing.elsewhere(path) if isinstance(missing, Unknown) else Absent(path)
        folder = place.path.rstrip("/")
        found = [self._is_taken(place, _joined(folder, name), path)]
        if folder and _looks_like_file(folder, path):
            found.append(self._is_taken(place, folder, path, or_folder=True))
        hit = next((one for one in found if _is(one, wanted=True)), None)
        return hit or doubt_of(*found) or found[0]

    def _is_taken(self, place: InAccount, file: str, path: Value, *, or_folder: bool = False) -> Value:
        """Tell whether there is a file of a name; `or_folder` tells whether the name may be that of a folder."""
        exact = what_is_at(self._live.blobs(place, file, 1, path), file)
        if isinstance(exact, Unknown):
            return exact
        if or_folder and text_of(exact) == "empty":
            return Unknown(f"whether `{file}` is a folder or an empty file is not known", path)
        return placed(text_of(exact) in ("file", "empty"), exact)


def _looks_like_file(folder: str, near: Value) -> bool:
    """Tell whether the last part of a path has an extension: then it may name the file itself."""
    return isinstance(extension(folder.rpartition("/")[2], near), Present)


def _joined(folder: str, name: str) -> str:
    """Return the path of a file in a folder; of a file that the path names itself, that path."""
    return folder if folder.rpartition("/")[2] == name else f"{folder}/{name}" if folder else name


def _all(why: Absent | Unknown) -> Contents:
    return Contents(why, why, why, why)


def _is(value: Value, *, wanted: bool) -> bool:
    return isinstance(value, Present) and value.data is wanted


def _shown(path: Value) -> str:
    return (text_of(path) or "").partition("?")[0]
