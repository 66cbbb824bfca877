import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { roles } from '@/brand/conversions/texts';
import { money } from '@/money/money';
import { Section } from '@/shell/parts';
import { csvLine, saveCsv } from '@/table/csv';
import { Icon } from '@/theme/icon';
import classes from './replay.module.css';
import { byChange, csvRow, lengths, more, only, type Payee, SHOWN, type Shown } from './replayed';
import { replay as texts } from './texts';

/** How many are shown at first, and with every press more. */
const ROWS = 25;

/** Who would gain and who would lose, the largest change first; all of them as a file. */
export function Payees({ payees, name }: { payees: Payee[]; name: string }) {
  const [shown, setShown] = useState<Shown>('all');
  const [rows, setRows] = useState(ROWS);
  const sorted = byChange(payees);
  const counts = SHOWN.map((one) => ({ value: one, label: texts[one](only(sorted, one).length) }));
  const chosen = only(sorted, shown);
  const long = lengths(sorted);
  const file = () => {
    const head = [texts.payee, texts.role, texts.paid, texts.wouldPay, texts.difference, texts.currencyColumn];
    saveCsv([head, ...sorted.map((payee) => csvRow(payee, roles))].map(csvLine), `${name}.csv`);
  };
  return (
    <Section
      title={texts.payees}
      lead={texts.payeesLead}
      aside={
        <Button variant="default" size="compact-md" onClick={file} leftSection={<Icon name="download" size={15} />}>
          {texts.csv}
        </Button>
      }
    >
      <SegmentedControl
        aria-label={texts.show}
        value={shown}
        onChange={(value) => setShown(SHOWN.find((one) => one === value) ?? 'all')}
        data={counts}
      />
      {chosen.length === 0 ? (
        <p className={classes.none}>{texts.none}</p>
      ) : (
        <table className={classes.payees}>
          <thead>
            <tr>
              <th scope="col">{texts.payee}</th>
              <th scope="col">{texts.paid}</th>
              <th scope="col">{texts.wouldPay}</th>
              <th scope="col">{texts.difference}</th>
            </tr>
          </thead>
          <tbody>
            {chosen.slice(0, rows).map((payee) => (
              <Row key={`${payee.payee.id} ${payee.role}`} payee={payee} long={long[sorted.indexOf(payee)] ?? 0} />
            ))}
          </tbody>
        </table>
      )}
      {chosen.length > rows && (
        <Button variant="default" mt="md" onClick={() => setRows(rows + ROWS * 4)}>
          {texts.more(Math.min(chosen.length - rows, ROWS * 4))}
        </Button>
      )}
    </Section>
  );
}

function Row({ payee: { payee, role, paid, wouldPay }, long }: { payee: Payee; long: number }) {
  const change = more(paid, wouldPay);
  const way = change.minor === '0' ? 'same' : change.minor.startsWith('-') ? 'lose' : 'gain';
  return (
    <tr data-way={way}>
      <th scope="row">
        {payee.name}
        <small>{roles[role]}</small>
      </th>
      <td className="figure" data-head={texts.paid}>
        {money(paid)}
      </td>
      <td className="figure" data-head={texts.wouldPay}>
        {money(wouldPay)}
      </td>
      <td className="figure">
        <strong>{money(change, { sign: true })}</strong>
        <span className={classes.change} aria-hidden="true">
          <span style={{ width: `${long / 20}%` }} />
        </span>
      </td>
    </tr>
  );
}
