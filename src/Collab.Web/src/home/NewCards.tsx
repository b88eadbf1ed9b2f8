import { KindIcon } from '../app/icons';
import { editorKinds, type EditorKind } from '../documents/kinds';
import { useT } from '../i18n';

/** The key that makes each kind, where nobody types. */
export const newKeys: Record<EditorKind, string> = { board: 'b', page: 'd', text: 't' };

type Properties = {
  readonly isBusy: boolean;
  readonly onMake: (kind: EditorKind) => void;
  readonly onTemplates: (kind: EditorKind) => void;
};

/** Where everything starts. */
export function NewCards({ isBusy, onMake, onTemplates }: Properties) {
  const t = useT();
  return (
    <section className="new-cards" aria-label={t('home.makeSomething')}>
      {editorKinds.map((kind) => (
        <div key={kind} className={`new-card ${kind}`}>
          <button
            type="button" className="new-main" data-testid={`new-${kind}`} disabled={isBusy} aria-keyshortcuts={newKeys[kind]}
            onClick={() => onMake(kind)}
          >
            <KindIcon kind={kind} />
            <span className="new-card-words">
              <strong>{t(newWords[kind].title)}</strong>
              <span>{t(newWords[kind].hint)}</span>
            </span>
            <kbd aria-hidden="true">{newKeys[kind].toUpperCase()}</kbd>
          </button>
          <button
            type="button" className="new-from-template" data-testid={`templates-${kind}`} disabled={isBusy}
            onClick={() => onTemplates(kind)}
          >
            {t('home.fromTemplate')}<span className="visually-hidden"> – {t(newWords[kind].templates)}</span>
          </button>
        </div>
      ))}
    </section>
  );
}

/** What the cards, the palette and the dialogs say of making each kind. */
export const newWords = {
  board: { title: 'home.newBoard', hint: 'home.newBoardHint', templates: 'home.boardTemplates' },
  page: { title: 'home.newPage', hint: 'home.newPageHint', templates: 'home.pageTemplates' },
  text: { title: 'home.newText', hint: 'home.newTextHint', templates: 'home.textTemplates' },
} as const;
