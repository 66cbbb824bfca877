import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import type { RejectCode } from '../query.gen';
import { rejections } from '../texts';
import { queue as texts } from './texts';

/** After these its author cannot hand it in again; the graph has it so. */
const FINAL: readonly RejectCode[] = ['SPAM', 'DUPLICATE'];

type Props = {
  /** The button it opens from. */
  children: ReactElement;
  reject: (code: RejectCode) => void;
  opened?: boolean;
  setOpened?: (opened: boolean) => void;
};

/** Why a moment is turned down, and whether its author may mend it. */
export function Rejecting({ children, reject, ...menu }: Props) {
  const codes = (Object.entries(rejections) as [RejectCode, string][]).map(([code, label]) => (
    <Menu.Item key={code} onClick={() => reject(code)}>
      {label}
    </Menu.Item>
  ));
  const final = (item: ReactElement) => FINAL.includes(item.key as RejectCode);
  return (
    <Menu
      position="bottom-start"
      shadow="md"
      {...(menu.opened === undefined ? {} : { opened: menu.opened })}
      {...(menu.setOpened ? { onChange: menu.setOpened } : {})}
    >
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown aria-label={texts.why}>
        <Menu.Label>{texts.mayMend}</Menu.Label>
        {codes.filter((item) => !final(item))}
        <Menu.Divider />
        <Menu.Label>{texts.final}</Menu.Label>
        {codes.filter(final)}
      </Menu.Dropdown>
    </Menu>
  );
}
