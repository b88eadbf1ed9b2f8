import { Fragment } from 'react';
import { MoreIcon } from '../app/icons';
import type { CommandGroup } from '../commands/command';
import { formatShortcut, isMac } from '../commands/shortcut';
import { useAllCommands } from '../commands/useCommands';
import { useT } from '../i18n';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu';

const groups: readonly CommandGroup[] = ['edit', 'view', 'document', 'export'];

/** Of the app's commands those that matter where the bar has no room for their buttons. */
const ofApp = ['app.palette', 'app.shortcuts', 'app.settings'];

/** All that can be done with the document that is open, as the registry of commands has it. */
export function DocumentMenu() {
  const t = useT();
  const commands = useAllCommands().filter(({ isEnabled }) => isEnabled?.() ?? true);
  const sections = [
    ...groups.map((group) => commands.filter((command) => command.group === group)),
    commands.filter(({ id }) => ofApp.includes(id)),
  ].filter((section) => section.length > 0);
  return (
    <Menu
      label={t('shell.documentMenu')} testId="document-menu-list"
      trigger={(trigger) => <IconButton label={t('shell.documentMenu')} icon={<MoreIcon />} data-testid="document-menu" {...trigger} />}
    >
      {sections.map((section, at) => (
        <Fragment key={section[0]?.group}>
          {at > 0 && <MenuSeparator />}
          {section.map(({ id, title, shortcut, run }) => (
            <MenuItem
              key={id} testId={id} hint={shortcut && formatShortcut(shortcut, isMac())} isDangerous={id === 'document.trash'}
              // Once the menu has given the focus back.
              onSelect={() => setTimeout(run)}
            >
              {title}
            </MenuItem>
          ))}
        </Fragment>
      ))}
    </Menu>
  );
}
