-- A click that a sale's own click id brought before the event log did learns its referrer when the log comes.
GRANT UPDATE (referrer_host) ON touches TO trib_system;
