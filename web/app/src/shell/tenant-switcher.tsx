import { Menu, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';
import { Icon } from '@/theme/icon';
import { Mark } from '@/theme/mark';
import classes from './frame.module.css';
import { shell } from './texts';
import { useTenant, useViewer } from './viewer';

/** The brand one works in, and the way to the others. */
export function TenantSwitcher() {
  const { tenants, affiliate } = useViewer();
  const tenant = useTenant();
  const others = tenants.filter(({ id }) => id !== tenant.id);
  return (
    <Menu width={240} position="bottom-start" shadow="md">
      <Menu.Target>
        <button type="button" className={classes.who}>
          <VisuallyHidden>{shell.brand}</VisuallyHidden>
          <Mark size={28} />
          <span className={classes.names}>
            <strong>{tenant.name}</strong>
            <small>{shell.product}</small>
          </span>
          <Icon name="down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item rightSection={<Icon name="check" size={14} />} component={Link} to={`/t/${tenant.id}`}>
          {tenant.name}
        </Menu.Item>
        {others.map(({ id, name }) => (
          <Menu.Item key={id} component={Link} to={`/t/${id}`}>
            {name}
          </Menu.Item>
        ))}
        {affiliate && (
          <>
            <Menu.Divider />
            <Menu.Item component={Link} to="/portal">
              {shell.portal}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
