import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor's colours are the app's, so that it follows light and dark with them. */
export const textTheme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: '15px', lineHeight: '1.65', overflow: 'auto' },
  '.cm-content': { maxWidth: '82ch', margin: '0 auto', padding: '40px 0 40vh', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 20px' },
  '.cm-cursor': { borderLeft: '2px solid var(--accent)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--surface-hover) 55%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-placeholder': { color: 'var(--text-soft)' },
  '.cm-panels': { backgroundColor: 'var(--surface-raised)', color: 'var(--text)', zIndex: '5' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-panel.cm-search': {
    display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px', padding: '8px 12px', paddingInlineEnd: '48px', font: '14px var(--font)',
  },
  // Two rows: find, then replace. The panel's own line break is none among flexible boxes.
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search::after': { content: '""', flexBasis: '100%', order: '1' },
  '.cm-panel.cm-search :is([name=replace], [name=replaceAll])': { order: '2' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '5px', margin: '0 6px', fontSize: '13px', minHeight: '28px' },
  '.cm-panel.cm-search input[type=checkbox]': { width: '16px', height: '16px', margin: '0', accentColor: 'var(--accent-fill)' },
  '.cm-panel.cm-search .cm-textfield': { flex: '0 1 240px', minWidth: '120px' },
  '.cm-textfield, .cm-button': {
    height: '32px', margin: '0', padding: '0 10px', border: '1px solid var(--border-strong)', borderRadius: '8px',
    backgroundColor: 'var(--background)', backgroundImage: 'none', color: 'var(--text)', font: '14px var(--font)', verticalAlign: 'middle',
  },
  '.cm-button': { borderColor: 'var(--border)', backgroundColor: 'var(--surface)', cursor: 'pointer' },
  '.cm-button:hover': { backgroundColor: 'var(--surface-hover)' },
  '.cm-button:active': { backgroundImage: 'none' },
  '.cm-panel.cm-search [name=close]': {
    position: 'absolute', insetBlockStart: '8px', insetInline: 'auto 10px', width: '32px', height: '32px', borderRadius: '8px',
    color: 'var(--text-soft)', fontSize: '20px', cursor: 'pointer',
  },
  '.cm-panel.cm-search [name=close]:hover': { backgroundColor: 'var(--surface-hover)', color: 'var(--text)' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--warn) 30%, transparent)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--warn) 55%, transparent)' },
});

/** Colours of words in Markdown and code; each has contrast enough on the app's surface, light and dark. */
export const highlightStyle = HighlightStyle.define([
  { tag: tags.heading1, fontWeight: '700', fontSize: '1.35em' },
  { tag: tags.heading2, fontWeight: '700', fontSize: '1.18em' },
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.link, tags.url], color: 'var(--page)' },
  { tag: tags.monospace, color: 'var(--text-kind)' },
  { tag: tags.quote, color: 'var(--text-soft)', fontStyle: 'italic' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: 'var(--text-soft)' },
  { tag: tags.list, color: 'var(--text)' },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword], color: 'light-dark(#7c3aed, #c4a8ff)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'light-dark(#146c36, #7fd6a0)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], color: 'light-dark(#a84300, #ffb27a)' },
  { tag: [tags.comment, tags.meta], color: 'var(--text-soft)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.macroName], color: 'var(--page)' },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], color: 'var(--text-kind)' },
  { tag: [tags.propertyName, tags.attributeName], color: 'light-dark(#8f2f63, #f5a3cd)' },
  { tag: [tags.operator, tags.punctuation, tags.bracket], color: 'var(--text-soft)' },
  { tag: tags.invalid, textDecoration: 'underline wavy var(--bad)' },
]);
