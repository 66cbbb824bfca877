import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { EmptyNotice } from '@/feedback/empty-notice';
import { having } from '@/graph/node';
import { money } from '@/money/money';
import { Loaded, Section } from '@/shell/parts';
import { State, type Tone } from '@/shell/state';
import { useMay } from '@/shell/viewer';
import { Icon } from '@/theme/icon';
import { moment } from '@/time/time';
import { type Programme, ProgrammeFrame } from '../frame';
import { BudgetForm } from './budget-form';
import classes from './budgets.module.css';
import { type BudgetPartsFragment, ProgrammeBudgetsDocument } from './query.gen';
import { standing } from './standing';
import { budgets as texts } from './texts';

/** `/t/:tenant/programmes/:id/budgets`. */
export function Component() {
  return <ProgrammeFrame>{({ programme }) => <Budgets programme={programme} />}</ProgrammeFrame>;
}

function Budgets({ programme }: { programme: Programme }) {
  const may = useMay('PROGRAM_WRITE');
  const [form, setForm] = useState<{ of?: BudgetPartsFragment } | null>(null);
  const [{ data, error }, again] = useQuery({ query: ProgrammeBudgetsDocument, variables: { id: programme.id } });
  const refresh = () => again({ requestPolicy: 'network-only' });
  const create = (first: boolean) =>
    may && (
      <Button
        variant={first ? 'filled' : 'subtle'}
        size={first ? 'sm' : 'compact-sm'}
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => setForm({})}
      >
        {texts.create}
      </Button>
    );
  return (
    <>
      <Loaded data={having(data?.node, 'budgets')} error={error} again={again}>
        {({ budgets: { nodes } }) =>
          nodes.length === 0 ? (
            <EmptyNotice title={texts.noneTitle} text={texts.noneText} action={create(true)} />
          ) : (
            <Section title={texts.title} lead={texts.lead} aside={create(false)}>
              <ul className={classes.list}>
                {nodes.map((budget) => (
                  <Budget key={budget.id} budget={budget} edit={may ? () => setForm({ of: budget }) : null} />
                ))}
              </ul>
            </Section>
          )
        }
      </Loaded>
      {form && <BudgetForm programme={programme} {...form} close={() => setForm(null)} done={refresh} />}
    </>
  );
}

const TONES: Record<keyof typeof texts.states, Tone> = { NOW: 'good', COMING: 'river', SPENT: 'bad', OVER: 'quiet' };
/** Above so much of it in hundredths, a budget wants a look. */
const NEARLY = 80;

function Budget({ budget, edit }: { budget: BudgetPartsFragment; edit: (() => void) | null }) {
  const { name, amount, reserved, group, startsAt, endsAt } = budget;
  const { left, filled, state } = standing(budget, new Date());
  const colour = filled === 100 ? 'red' : filled > NEARLY ? 'amber' : 'river';
  return (
    <li>
      <div className={classes.head}>
        <strong>
          {name}
          <small>{group?.name ?? texts.all}</small>
        </strong>
        <State tone={TONES[state]}>{texts.states[state]}</State>
        {edit && (
          <Button variant="subtle" size="compact-sm" aria-label={texts.editLabel(name)} onClick={edit}>
            {texts.edit}
          </Button>
        )}
      </div>
      <Progress value={filled} color={colour} size="lg" aria-label={texts.bar(name)} />
      <div className={classes.sums}>
        <span>
          {texts.taken(money(reserved))} <small>{texts.whole(money(amount))}</small>
        </span>
        <b>{texts.left(money(left))}</b>
      </div>
      <small>{endsAt ? texts.range(moment(startsAt), moment(endsAt)) : texts.open(moment(startsAt))}</small>
    </li>
  );
}
