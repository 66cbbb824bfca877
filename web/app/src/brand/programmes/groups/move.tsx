import { confirm } from '@/feedback/confirm';
import { asOf, inForce, readVersion, toCome } from '@/terms/version';
import { VersionWords } from '@/terms/version-words';
import { moment } from '@/time/time';
import type { Programme } from '../frame';
import classes from './groups.module.css';
import { groups as texts } from './texts';

type Group = Programme['groups']['nodes'][number] | null;

/** The terms that hold for a group: its own, else those of everybody. */
function termsOf({ terms: { nodes } }: Programme, group: Group) {
  const now = asOf(nodes, new Date());
  return (group && inForce(nodes, group.id, now)) ?? inForce(nodes, null, now);
}

/** Asks before somebody is put into another group: it changes at once what they earn. */
export function asksToMove(programme: Programme, name: string, from: Group, to: Group): Promise<boolean> {
  const [now, then] = [termsOf(programme, from), termsOf(programme, to)];
  const same = now?.id === then?.id;
  const { nodes } = programme.terms;
  const [next] = to ? toCome(nodes, to.id, asOf(nodes, new Date())) : [];
  return confirm({
    title: to ? texts.moveTitle(name, to.name) : texts.outTitle(name, from?.name ?? ''),
    text: (
      <div className={classes.question}>
        <p>{same ? texts.moveSame : texts.moveText}</p>
        {next && to && <p>{texts.moveNext(next.version, to.name, moment(next.effectiveFrom))}</p>}
        {to?.standsDown && !from?.standsDown && <p>{texts.moveStandsDown}</p>}
        {from?.standsDown && !to?.standsDown && <p>{texts.moveStandsUp}</p>}
        {same ? (
          now && <Terms title={texts.bothEarn(now.version)} programme={programme} terms={now} />
        ) : (
          <div className={classes.sides}>
            <Terms title={texts.nowEarn(now?.version ?? null)} programme={programme} terms={now} />
            <Terms title={texts.thenEarn(then?.version ?? null)} programme={programme} terms={then} />
          </div>
        )}
      </div>
    ),
    action: texts.move,
    wide: true,
  });
}

type TermsProps = { title: string; programme: Programme; terms: ReturnType<typeof termsOf> };

function Terms({ title, programme, terms }: TermsProps) {
  return (
    <section>
      <h3>{title}</h3>
      {terms ? <VersionWords version={readVersion(terms)} currency={programme.currency} /> : <p>{texts.noTerms}</p>}
    </section>
  );
}
