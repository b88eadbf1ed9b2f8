import { CodeBlock as BaseCodeBlock } from '@tiptap/extension-code-block';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { translate } from '../../i18n';
import { codeHighlighting } from './codeHighlighting';
import { codeLanguage, codeLanguages } from './codeLanguages';

/** Code with a picker for its language and a button to copy it. */
export const CodeBlock = BaseCodeBlock.extend({
  addProseMirrorPlugins() {
    return [
      ...(this.parent?.() ?? []),
      codeHighlighting(async () => (await import('./highlighter')).highlight),
    ];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => new CodeBlockView(node, editor, getPos);
  },
}).configure({ defaultLanguage: null, enableTabIndentation: true });

class CodeBlockView {
  readonly dom = document.createElement('div');
  readonly contentDOM = document.createElement('code');
  private readonly picker = document.createElement('select');
  private readonly stopFollowing: () => void;

  constructor(private node: Node, private readonly editor: Editor, private readonly getPos: () => number | undefined) {
    this.dom.className = 'code-block';
    const bar = document.createElement('div');
    bar.className = 'code-bar';
    bar.contentEditable = 'false';
    this.picker.className = 'code-language';
    this.picker.setAttribute('aria-label', translate('page.language'));
    this.picker.append(option('', translate('page.plainText')), ...codeLanguages.map(([id, name]) => option(id, name)));
    this.picker.addEventListener('change', this.choose);
    bar.append(this.picker, this.copyButton());
    const pre = document.createElement('pre');
    pre.dir = 'ltr';
    pre.append(this.contentDOM);
    this.dom.append(bar, pre);
    const follow = () => { this.picker.disabled = !this.editor.isEditable; };
    editor.on('update', follow);
    this.stopFollowing = () => editor.off('update', follow);
    follow();
    this.show();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) {
      return false;
    }
    this.node = node;
    this.show();
    return true;
  }

  /** The bar is ours: ProseMirror neither reads it nor acts on what happens in it. */
  ignoreMutation(mutation: { readonly target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target);
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof HTMLElement && event.target.closest('.code-bar') !== null;
  }

  destroy(): void {
    this.stopFollowing();
  }

  private show(): void {
    this.picker.value = codeLanguage(this.node.attrs['language']) ?? '';
  }

  private readonly choose = (): void => {
    const at = this.getPos();
    if (at !== undefined) {
      this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(at, 'language', this.picker.value || null));
    }
  };

  private copyButton(): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'code-copy';
    button.textContent = translate('page.copyCode');
    button.addEventListener('click', () => {
      void navigator.clipboard?.writeText(this.node.textContent).then(() => {
        button.textContent = translate('page.copied');
        setTimeout(() => { button.textContent = translate('page.copyCode'); }, 1_500);
      });
    });
    return button;
  }
}

function option(value: string, name: string): HTMLOptionElement {
  const made = document.createElement('option');
  made.value = value;
  made.textContent = name;
  return made;
}
