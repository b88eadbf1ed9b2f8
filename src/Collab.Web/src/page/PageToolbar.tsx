import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { ReactNode } from 'react';
import { LinkControl } from './LinkControl';
import {
  BulletsIcon, CodeIcon, HighlightIcon, NumbersIcon, QuoteIcon, RedoIcon, RuleIcon, TableIcon, TasksIcon, UndoIcon,
} from './toolbarIcons';

/** What kinds of block the menu offers; the value is what the select holds. */
const blocks = [
  { value: 'paragraph', label: 'Text' },
  { value: '1', label: 'Heading 1' },
  { value: '2', label: 'Heading 2' },
  { value: '3', label: 'Heading 3' },
  { value: 'codeBlock', label: 'Code block' },
] as const;
type Block = (typeof blocks)[number]['value'];

/** What the caret stands in, for the buttons to show. */
function readState({ editor }: { editor: Editor }) {
  return {
    block: blockOf(editor),
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    underline: editor.isActive('underline'),
    strike: editor.isActive('strike'),
    code: editor.isActive('code'),
    highlight: editor.isActive('highlight'),
    bullets: editor.isActive('bulletList'),
    numbers: editor.isActive('orderedList'),
    tasks: editor.isActive('taskList'),
    quote: editor.isActive('blockquote'),
    table: editor.isActive('table'),
    undo: editor.can().undo(),
    redo: editor.can().redo(),
  };
}

/** The commands of a document; below them those of the table that the caret is in. */
export function PageToolbar({ editor }: { readonly editor: Editor }) {
  const state = useEditorState({ editor, selector: readState });
  const run = (edit: (chain: ReturnType<Editor['chain']>) => ReturnType<Editor['chain']>) =>
    () => { edit(editor.chain().focus()).run(); };

  return (
    <div className="page-toolbar" role="toolbar" aria-label="Formatting">
      <div className="toolbar-row">
        <Tool label="Undo" disabled={!state.undo} onClick={run((chain) => chain.undo())}><UndoIcon /></Tool>
        <Tool label="Redo" disabled={!state.redo} onClick={run((chain) => chain.redo())}><RedoIcon /></Tool>
        <Divider />
        <select
          className="block-select" aria-label="Kind of block" value={state.block}
          onChange={(event) => setBlock(editor, event.target.value as Block)}
        >
          {blocks.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
        </select>
        <Divider />
        <Tool label="Bold" active={state.bold} onClick={run((chain) => chain.toggleBold())}><b>B</b></Tool>
        <Tool label="Italic" active={state.italic} onClick={run((chain) => chain.toggleItalic())}><i>I</i></Tool>
        <Tool label="Underline" active={state.underline} onClick={run((chain) => chain.toggleUnderline())}><u>U</u></Tool>
        <Tool label="Strike through" active={state.strike} onClick={run((chain) => chain.toggleStrike())}><s>S</s></Tool>
        <Tool label="Code" active={state.code} onClick={run((chain) => chain.toggleCode())}><CodeIcon /></Tool>
        <Tool label="Highlight" active={state.highlight} onClick={run((chain) => chain.toggleHighlight())}>
          <HighlightIcon />
        </Tool>
        <LinkControl editor={editor} />
        <Divider />
        <Tool label="Bulleted list" active={state.bullets} onClick={run((chain) => chain.toggleBulletList())}>
          <BulletsIcon />
        </Tool>
        <Tool label="Numbered list" active={state.numbers} onClick={run((chain) => chain.toggleOrderedList())}>
          <NumbersIcon />
        </Tool>
        <Tool label="Task list" active={state.tasks} onClick={run((chain) => chain.toggleTaskList())}><TasksIcon /></Tool>
        <Tool label="Quote" active={state.quote} onClick={run((chain) => chain.toggleBlockquote())}><QuoteIcon /></Tool>
        <Tool
          label="Table" active={state.table} disabled={state.table}
          onClick={run((chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }))}
        >
          <TableIcon />
        </Tool>
        <Tool label="Line" onClick={run((chain) => chain.setHorizontalRule())}><RuleIcon /></Tool>
      </div>
      {state.table && <TableRow run={run} />}
    </div>
  );
}

type Run = (edit: (chain: ReturnType<Editor['chain']>) => ReturnType<Editor['chain']>) => () => void;

function TableRow({ run }: { readonly run: Run }) {
  return (
    <div className="toolbar-row table-row" role="group" aria-label="Table">
      <TextTool onClick={run((chain) => chain.addRowAfter())}>Add row</TextTool>
      <TextTool onClick={run((chain) => chain.addColumnAfter())}>Add column</TextTool>
      <Divider />
      <TextTool onClick={run((chain) => chain.deleteRow())}>Delete row</TextTool>
      <TextTool onClick={run((chain) => chain.deleteColumn())}>Delete column</TextTool>
      <TextTool onClick={run((chain) => chain.deleteTable())}>Delete table</TextTool>
    </div>
  );
}

type ToolProps = {
  readonly label: string;
  readonly active?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Tool({ label, active, disabled, onClick, children }: ToolProps) {
  return (
    <button
      type="button" className="tool" title={label} aria-label={label} aria-pressed={active} disabled={disabled}
      // The editor keeps its selection when the pointer takes a button.
      onPointerDown={(event) => event.preventDefault()} onClick={onClick}
    >
      {children}
    </button>
  );
}

function TextTool({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  return (
    <button type="button" className="tool text-tool" onPointerDown={(event) => event.preventDefault()} onClick={onClick}>
      {children}
    </button>
  );
}

const Divider = () => <span className="toolbar-divider" aria-hidden="true" />;

function blockOf(editor: Editor): Block {
  if (editor.isActive('codeBlock')) {
    return 'codeBlock';
  }
  const level = editor.isActive('heading') ? String(editor.getAttributes('heading')['level']) : 'paragraph';
  return blocks.find(({ value }) => value === level)?.value ?? 'paragraph';
}

function setBlock(editor: Editor, block: Block): void {
  const chain = editor.chain().focus();
  switch (block) {
    case 'paragraph':
      chain.setParagraph().run();
      break;
    case 'codeBlock':
      chain.setCodeBlock().run();
      break;
    default:
      chain.setHeading({ level: Number(block) as 1 | 2 | 3 }).run();
  }
}
