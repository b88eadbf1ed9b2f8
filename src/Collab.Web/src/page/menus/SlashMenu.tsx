import type { Editor } from '@tiptap/core';
import { useT } from '../../i18n';
import { findKinds, type BlockKind } from './blockKinds';
import { TriggerMenu } from './TriggerMenu';
import type { Trigger } from './triggers';

type Properties = { readonly editor: Editor; readonly trigger: Trigger; readonly kinds: readonly BlockKind[] };

/** What / offers: every kind of block, filtered by what is typed. */
export function SlashMenu({ editor, trigger, kinds }: Properties) {
  const t = useT();
  const found = findKinds(kinds, trigger.query, t);
  const choose = (id: string) => {
    const kind = found.find((each) => each.id === id);
    if (kind) {
      kind.apply(editor.chain().focus().deleteRange({ from: trigger.from, to: trigger.to })).scrollIntoView().run();
    }
  };
  return (
    <TriggerMenu
      editor={editor} trigger={trigger} label={t('page.slashMenu')} empty={t('page.nothingFound')} onChoose={choose} testId="slash-menu"
      items={found.map(({ id, title, icon: Icon, markdown }) => ({ id, label: t(title), icon: <Icon />, hint: markdown }))}
    />
  );
}
