import { COMMISSION_COLUMNS } from '@/brand/affiliates/commissions';
import { CommissionNewsDocument, EnrollmentCommissionsDocument } from '@/brand/affiliates/query.gen';
import { useTenant } from '@/shell/viewer';
import { Table } from '@/table/table';
import { CreatorFrame } from './of';
import { creators as texts } from './texts';

/** `/t/:tenant/creators/:id`: an author, and what their moments earned. */
export function Component() {
  const tenant = useTenant();
  return (
    <CreatorFrame>
      {({ payee }) => (
        <Table
          name={texts.earned}
          document={EnrollmentCommissionsDocument}
          variables={{ payeeId: payee.id }}
          connection={(data) => data.commissions}
          news={CommissionNewsDocument}
          columns={COMMISSION_COLUMNS}
          id={(row) => row.id}
          href={(row) => (row.conversion ? `/t/${tenant.id}/conversions/${row.conversion.id}` : null)}
          empty={{ title: texts.earnedNone, text: texts.earnedText }}
        />
      )}
    </CreatorFrame>
  );
}
