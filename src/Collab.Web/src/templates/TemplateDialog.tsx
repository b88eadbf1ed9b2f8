import { use, useState } from 'react';
import * as Y from 'yjs';
import type { EditorKind } from '../documents/kinds';
import { fillAndOpen } from '../home/making';
import { currentLanguage, useT } from '../i18n';
import { Dialog } from '../ui/Dialog';
import { newWords } from '../home/NewCards';
import { writeContent } from './content';
import { Preview } from './Preview';
import { makeTemplates, type Template } from './templates';
import { loadWords } from './words/templateWords';
import './templates.css';

type Properties = {
  readonly kind: EditorKind;
  /** Where the new document goes; '' for none. */
  readonly folder: string;
  readonly onClose: () => void;
};

const loaded = new Map<string, Promise<readonly Template[]>>();

/** The templates in the language shown; the same promise each time, as React asks for it again and again. */
function templates(): Promise<readonly Template[]> {
  const language = currentLanguage();
  const promise = loaded.get(language) ?? loadWords(language).then(makeTemplates);
  loaded.set(language, promise);
  return promise;
}

/** Offers what a new document can start from. */
export function TemplateDialog({ kind, folder, onClose }: Properties) {
  const t = useT();
  const [isBusy, setBusy] = useState(false);
  const offered = use(templates()).filter(({ content }) => content.kind === kind);

  const take = (template: Template) => {
    setBusy(true);
    void fillAndOpen(() => Promise.resolve({ kind, folder, title: template.title, update: encode(template) })).finally(onClose);
  };

  return (
    <Dialog title={t(newWords[kind].templates)} onClose={onClose} className="template-dialog" testId="template-dialog">
      <ul className="templates">
        {offered.map((template) => (
          <li key={template.id}>
            <button type="button" className={`template ${kind}`} disabled={isBusy} data-testid={`template-${template.id}`} onClick={() => take(template)}>
              <span className="template-preview"><Preview content={template.content} /></span>
              <strong>{template.title}</strong>
              <span className="template-hint">{template.hint}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function encode({ content }: Template): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  writeContent(doc, content);
  return Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>;
}
