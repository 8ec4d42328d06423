// The text of a survey with squiggles, completion, folding and explanations, in place of a plain field.
// The field stays in the form and holds the text all the time: without this file, or when it fails, nothing is lost.
import { closeBrackets, closeBracketsKeymap, autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, codeFolding, foldGutter, foldKeymap, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, linter } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions, explained } from "./completing.js";

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--deed)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);

const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)", border: "1px solid var(--soft)", borderRadius: "4px", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "3px solid var(--deed)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "Noto Sans Mono", "Noto Sans Khmer", monospace', lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--ground)", color: "var(--soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--ground)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--deed) 30%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--soft)", maxWidth: "30rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--deed)", color: "var(--on-deed)" },
  ".cm-completionInfo": { padding: "0.4rem 0.6rem" },
  ".cm-explained": { padding: "0.4rem 0.6rem" },
  ".cm-diagnostic": { padding: "0.4rem 0.6rem", borderLeft: "4px solid var(--warn)" },
  ".cm-foldPlaceholder": { backgroundColor: "transparent", color: "var(--deed)", border: "1px solid var(--line)" },
});

/** Places come in code points; the editor counts UTF-16 units, which differ behind an emoji. */
function inUnits(text, at) {
  let units = 0;
  for (const sign of text) {
    if (at-- <= 0) break;
    units += sign.length;
  }
  return units;
}

function asker(field, known) {
  const token = field.form.querySelector('[name="csrf_token"]').value;
  return async (view) => {
    const text = view.state.doc.toString();
    let answer;
    try {
      answer = await fetch(field.dataset.live, { method: "POST", body: text, headers: { "X-CSRFToken": token, "Content-Type": "text/plain; charset=utf-8" } });
    } catch {
      return []; // no connection: the page says so where it says whether it is saved
    }
    if (!answer.ok || view.state.doc.toString() !== text) return [];
    const found = await answer.json();
    Object.assign(known, { names: found.names, variables: found.variables });
    field.dispatchEvent(new CustomEvent("checked", { bubbles: true, detail: found.problems }));
    const plain = !/[\ud800-\udfff]/.test(text);
    const unit = (at) => Math.min(plain ? at : inUnits(text, at), view.state.doc.length);
    return found.problems.map((p) => ({
      from: unit(p.from), to: Math.max(unit(p.to), unit(p.from)), severity: p.severity, source: p.code, message: `${p.sentence} ${p.remedy}`,
    }));
  };
}

/** Tabs and hard blanks of an office's document break a survey; they are taken out only if the person agrees. */
function pasting(question) {
  return EditorView.domEventHandlers({
    paste(event, view) {
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (!/[\t\u00a0\u200b\ufeff]/.test(pasted) || !window.confirm(question)) return false;
      event.preventDefault();
      const clean = pasted.replace(/\t/g, "  ").replace(/\u00a0/g, " ").replace(/[\u200b\ufeff]/g, "");
      view.dispatch(view.state.replaceSelection(clean), { scrollIntoView: true, userEvent: "input.paste" });
      return true;
    },
  });
}

function replaced(field) {
  const known = { keys: {}, names: [], variables: [] };
  fetch(field.dataset.keys).then((answer) => answer.ok && answer.json()).then((keys) => Object.assign(known, { keys: keys || {} })).catch(() => {});
  const host = document.createElement("div");
  host.className = "text-editor";
  field.after(host);
  const root = host.attachShadow({ mode: "open" }); // styles of the editor are sheets of this root: the page's policy allows no others
  const label = field.labels[0]?.textContent.trim() ?? "";
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), foldGutter(), codeFolding(), history(), drawSelection(), closeBrackets(), highlightActiveLine(), highlightActiveLineGutter(),
        indentUnit.of("  "), EditorState.tabSize.of(2), EditorView.lineWrapping, yaml(), syntaxHighlighting(COLOURS), LOOK,
        autocompletion({ override: [completions(known)], icons: false }), linter(asker(field, known), { delay: 300 }), lintGutter(),
        hoverTooltip((editor, at) => explained(known, editor.state, at)), pasting(field.dataset.paste ?? ""),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]), // Tab moves on: no trap
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off", lang: "en" }),
        EditorState.readOnly.of(field.readOnly),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          field.value = update.state.doc.toString();
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      ],
    }),
  });
  field.hidden = true;
  field.labels[0]?.addEventListener("click", () => view.focus());
  const go = (line) => {
    if (!(line >= 1 && line <= view.state.doc.lines)) return;
    view.dispatch({ selection: { anchor: view.state.doc.line(line).from }, effects: EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "center" }) });
    view.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-line]");
    if (link) { event.preventDefault(); go(Number(link.dataset.line)); }
  });
  field.addEventListener("taken-back", () => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: field.value } }));
  if (field.dataset.line) go(Number(field.dataset.line));
}

for (const field of document.querySelectorAll("textarea[data-live]")) replaced(field);
