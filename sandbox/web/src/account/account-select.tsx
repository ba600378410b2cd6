/** Who looks at the page: a real combobox, dressed as the picture has it. */
import { ChevronsUpDown } from 'lucide-preact';
import { t } from '../messages.ts';
import { account, chooseAccount, session } from '../session.ts';

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toLocaleUpperCase();
}

export function AccountSelect() {
  const current = account.value;
  return (
    <label class="account">
      <span class="avatar" aria-hidden="true">
        {initialsOf(current?.name ?? '')}
      </span>
      <span class="account-words">
        <span class="account-label">{t('account')}</span>
        <select
          // Where there is little room the words beside it are not drawn, and then name nothing.
          aria-label={t('account')}
          value={current?.email ?? ''}
          onChange={(event) => chooseAccount(event.currentTarget.value)}
        >
          {session.value?.accounts.map((each) => (
            <option key={each.email} value={each.email}>
              {each.name}
            </option>
          ))}
        </select>
      </span>
      <ChevronsUpDown size={16} aria-hidden="true" />
    </label>
  );
}
