import { RuleList } from './rule-list';
import classes from './terms.module.css';
import { terms as texts } from './texts';
import type { Version } from './version';
import { bonus, caps } from './words';

/** All that a version of terms says: its rules, what comes on top, what is paid at most. */
export function VersionWords({ version, currency }: { version: Version; currency: string }) {
  const most = caps(version, currency);
  return (
    <>
      <RuleList rules={version.rules} period={version.period} currency={currency} />
      {version.bonuses.length > 0 && (
        <Besides title={texts.beside}>
          {version.bonuses.map((one) => (
            <li key={one.name}>
              {bonus(one, version.period, currency)}
              <small>{one.name}</small>
            </li>
          ))}
        </Besides>
      )}
      {most.length > 0 && (
        <Besides title={texts.limits}>
          {most.map((cap) => (
            <li key={cap}>{cap}</li>
          ))}
        </Besides>
      )}
      {version.odd && <p className={classes.odd}>{texts.odd}</p>}
    </>
  );
}

function Besides({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className={classes.besides}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </div>
  );
}
