"""The text of ``config.yaml`` as plain data with the place of every part; a scalar stays text until its setting types it."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the file: where it stands (line and column count from 1, 0 if nowhere) and a sentence."""

    line: int
    column: int
    sentence: str


@dataclass(slots=True)
class ConfigText:
    """What the text says: nested dicts, lists and strings; ``places`` gives line and column by path."""

    data: dict[str, object] = field(default_factory=dict)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> tuple[int, int]:
        """The place of a part, or of the nearest part around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (0, 0))

    def fault(self, path: Path, sentence: str) -> None:
        self.faults.append(Fault(*self.place(path), sentence))


def read(text: str) -> ConfigText:
    """The parts of a configuration; never raises: what is not YAML, repeated or aliased becomes a fault."""
    config = ConfigText()
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
            config.fault((), "The file uses a YAML alias (*name); write the value out instead.")
            return config
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        config.faults.append(_broken(error))
        return config
    if node is not None and not isinstance(node, yaml.MappingNode):
        config.fault((), "The file must be a list of settings such as “web:”, not a single value.")
    elif node is not None:
        config.data = _mapping(node, (), config)
    return config


def _broken(error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or "it is nested too deeply"
    return Fault(mark.line + 1 if mark else 0, mark.column + 1 if mark else 0, f"This is not YAML: {reason}.")


def _value(node: yaml.Node, path: Path, config: ConfigText) -> object:
    config.places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, config)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, n), config) for n, item in enumerate(node.value)]
    return node.value


def _mapping(node: yaml.MappingNode, path: Path, config: ConfigText) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in node.value:
        here = (*path, str(key.value))
        if here in config.places:
            config.faults.append(Fault(key.start_mark.line + 1, key.start_mark.column + 1, f"“{key.value}” stands here twice."))
            continue
        config.places[here] = (key.start_mark.line + 1, key.start_mark.column + 1)
        found[str(key.value)] = _value(value, here, config)
    return found
