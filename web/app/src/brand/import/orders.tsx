import { Import } from './page';

/** `/t/:tenant/conversions/import`. */
export const Component = () => <Import kind="orders" />;
