REVOKE UPDATE (referrer_host) ON touches FROM trib_system;
