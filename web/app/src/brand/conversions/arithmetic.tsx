import { money } from '@/money/money';
import { parts, Section } from '@/shell/parts';
import type { Conversion } from './detail';
import { rules } from './path';
import { roles, conversions as texts } from './texts';

/** How the pool came about: each payee's own rule, their share, and what they get. */
export function Arithmetic({ attribution }: { attribution: NonNullable<Conversion['attribution']> }) {
  const { credits, pool, policy, why } = attribution;
  return (
    <Section title={texts.arithmetic} aside={<span>{texts.model(policy.model, policy.version)}</span>}>
      <table className={parts.small}>
        <thead>
          <tr>
            <th scope="col">{texts.who}</th>
            <th scope="col">{texts.alone}</th>
            <th scope="col">{texts.share}</th>
            <th scope="col">{texts.gets}</th>
          </tr>
        </thead>
        <tbody>
          {credits.map(({ payee, role, weight, earned, amount }) => (
            <tr key={`${payee.id} ${role}`}>
              <th scope="row">
                {payee.name}
                <small>{roles[role]}</small>
                {rules(why, payee.id).map((rule) => (
                  <small key={rule.rule}>
                    {texts.rule(rule.name, money({ ...pool, minor: rule.base }), money({ ...pool, minor: rule.gives }))}
                  </small>
                ))}
              </th>
              <td className="figure">{money(earned)}</td>
              <td className="figure">{weight}</td>
              <td className="figure">{money(amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {texts.total}
            </th>
            <td className="figure">{money(pool)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}
