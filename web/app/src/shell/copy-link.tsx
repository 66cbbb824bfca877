import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { Icon } from '@/theme/icon';
import { shell } from './texts';

/** Something to pass on, with a button that copies it. `shown` stands for what is too long. */
export function CopyLink({ value, shown = value }: { value: string; shown?: string }) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: '0.25rem', maxWidth: '100%' }}>
      <span className="mono" style={{ overflowWrap: 'anywhere' }} title={shown === value ? undefined : value}>
        {shown}
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? shell.copied : shell.copy}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${shell.copy} ${shown}`} onClick={copy}>
              <Icon name={copied ? 'check' : 'copy'} size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
