import { Import } from './page';

/** `/t/:tenant/conversions/import/touches`. */
export const Component = () => <Import kind="touches" />;
