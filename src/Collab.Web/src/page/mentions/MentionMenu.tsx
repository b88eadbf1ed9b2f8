import type { Editor } from '@tiptap/core';
import { listThreads } from '../../comments/commentModel';
import { useT } from '../../i18n';
import { initials } from '../../identity/guest';
import { useGuest } from '../../identity/useGuest';
import type { Session } from '../../session/session';
import { TriggerMenu } from '../menus/TriggerMenu';
import type { Trigger } from '../menus/triggers';
import { findPeople } from './people';

type Properties = { readonly editor: Editor; readonly session: Session; readonly trigger: Trigger };

/** Whom @ offers: people who are or were here. */
export function MentionMenu({ editor, session, trigger }: Properties) {
  const t = useT();
  const [guest] = useGuest();
  const people = findPeople(session, listThreads(session.doc), guest, trigger.query);
  const choose = (id: string) => {
    const person = people.find((each) => each.id === id);
    if (person) {
      editor.chain().focus().insertContentAt({ from: trigger.from, to: trigger.to }, [
        { type: 'mention', attrs: { id: person.id, label: person.name } }, { type: 'text', text: ' ' },
      ]).run();
    }
  };
  // An @ may also be just that.
  return people.length === 0 ? null : (
    <TriggerMenu
      editor={editor} trigger={trigger} label={t('page.mentions')} empty={t('page.nothingFound')} onChoose={choose} testId="mention-menu"
      items={people.map(({ id, name, color }) => ({
        id, label: name,
        icon: <span className="avatar small" style={{ backgroundColor: color ?? 'var(--text-soft)' }}>{initials(name)}</span>,
      }))}
    />
  );
}
