// What can be written where: keys by the part of the survey, values by the key, questions and variables by the survey itself.
const KEY = /^(\s*)(- )?([a-z][a-z ]*?)\s*:(?:\s|$)/;

/** A line's key with its column, and the column of its dash if it begins an item. */
function keyed(text) {
  const found = KEY.exec(text);
  if (!found) return null;
  const dash = found[2] ? found[1].length : -1;
  return { key: found[3], column: found[1].length + (found[2] ? 2 : 0), dash };
}

/** What a key in ``column`` of a line lies in, the nearest first: keys, and ``item:question`` for an item of that first key. */
export function around(doc, line, column) {
  const found = [];
  const own = keyed(doc.line(line).text);
  if (own && own.dash >= 0 && own.column === column) { found.push(`item:${own.key}`); column = own.dash; }
  for (let at = line - 1; at >= 1 && column > 0; at--) {
    const above = keyed(doc.line(at).text);
    if (!above) continue;
    if (above.column < column) { found.push(above.key); column = above.column; }
    if (above.dash >= 0 && above.column === column) { found.push(`item:${above.key}`); column = above.dash; }
  }
  return found;
}

function partOf(path) {
  if (path.length === 0) return "survey";
  if (path[0] === "item:question") return "question";
  if (path[0] === "item:section") return "section";
  return path[0] === "starts when" || path[0] === "rules" ? path[0] : "";
}

/** The kind of the question that a line belongs to; empty where none is said. */
function kindAt(doc, line, column) {
  for (const step of [-1, 1]) {
    for (let at = line; at >= 1 && at <= doc.lines; at += step) {
      const here = keyed(doc.line(at).text);
      if (!here || here.column > column) continue;
      if (here.column < column) break;
      if (here.key === "answer") return doc.line(at).text.split(":")[1].split("#")[0].trim();
      if (here.dash >= 0 && (step < 0 || at !== line)) break;
    }
  }
  return "";
}

const info = (of) => [of.about, of.example && `${of.word}: ${of.example}`].filter(Boolean).join("\n");

function keysFor(known, doc, line, column, written) {
  const path = around(doc, line, column);
  if (written.dash && (path[0] === "questions" || path.length === 0)) {
    return ["question", "section"].map((word) => ({ label: word, apply: `${word}: ` }));
  }
  const part = partOf(path);
  const kind = part === "question" ? kindAt(doc, line, column) : "";
  return (known.keys[part] ?? [])
    .filter((of) => of.kinds.length === 0 || !kind || of.kinds.includes(kind))
    .map((of) => ({ label: of.word, apply: `${of.word}: `, info: info(of), type: "property" }));
}

function valuesFor(known, doc, line, key, column, said) {
  const compared = /(?:^|\b)(?:and |or )?([a-z][a-z0-9_]*) is (?:not )?[a-z0-9_]*$/.exec(said);
  if (key.startsWith("only if")) {
    const question = compared && known.names.find((each) => each.word === compared[1]);
    return question ? question.values.map((word) => ({ label: word })) : known.names.map((each) => ({ label: each.word, detail: each.about, apply: `${each.word} is ` }));
  }
  const jumps = known.names.map((each) => ({ label: `go to ${each.word}`, detail: each.about }));
  const path = around(doc, line, column);
  if (path[0] === "then") return [{ label: "finish" }, ...jumps];
  const of = (known.keys[partOf(path)] ?? []).find((each) => each.word === key);
  const own = (of?.values ?? []).filter((word) => word !== "go to NAME").map((word) => ({ label: word, info: of.about }));
  return key === "then" || key === "after the last try" ? [...own, ...jumps] : own;
}

/** A completion source of the editor over ``known`` keys, names and variables. */
export function completions(known) {
  return (context) => {
    const { state, pos } = context;
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    const brace = /\{([a-z ._]*)$/i.exec(before);
    if (brace) {
      return { from: pos - brace[1].length, options: known.variables.map((each) => ({ label: each.word, info: each.about, apply: `${each.word}}` })), validFor: /^[a-z ._]*$/i };
    }
    const key = /^(\s*)(- )?([a-z ]*)$/.exec(before);
    if (key) {
      if (!key[3] && !context.explicit) return null;
      const column = key[1].length + (key[2] ? 2 : 0);
      const options = keysFor(known, state.doc, line.number, column, { dash: Boolean(key[2]) });
      return options.length ? { from: pos - key[3].length, options, validFor: /^[a-z ]*$/ } : null;
    }
    const value = /^(\s*)(- )?([a-z][a-z ]*?):\s+(.*)$/.exec(before);
    if (!value) return null;
    const options = valuesFor(known, state.doc, line.number, value[3], value[1].length + (value[2] ? 2 : 0), value[4]);
    const word = /[a-z0-9_ :.]*$/.exec(value[4])[0];
    const begun = value[3].startsWith("only if") ? /[a-z0-9_]*$/.exec(value[4])[0] : word;
    return options.length ? { from: pos - begun.length, options } : null;
  };
}

/** What a key under the pointer is for. */
export function explained(known, state, at) {
  const line = state.doc.lineAt(at);
  const here = keyed(line.text);
  if (!here || at - line.from < here.column || at - line.from > here.column + here.key.length) return null;
  const of = (known.keys[partOf(around(state.doc, line.number, here.column))] ?? []).find((each) => each.word === here.key);
  if (!of) return null;
  return {
    pos: line.from + here.column,
    end: line.from + here.column + here.key.length,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-explained";
      dom.textContent = info(of);
      dom.style.whiteSpace = "pre-line";
      return { dom };
    },
  };
}
