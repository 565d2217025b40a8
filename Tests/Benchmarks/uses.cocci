// SPDX-License-Identifier: Apache-2.0
// What Coccinelle is asked in search.sh: tables, their members, and the calls that lint counts.
@table@
identifier ops;
position p;
@@
struct mdev_parent_ops ops@p = { ... };

@member@
identifier ops, m;
expression e;
position p;
@@
struct mdev_parent_ops ops = { .m@p = e, };

@call@
identifier f =~ "^mdev_(get_drvdata|set_drvdata|register_device|unregister_device)$";
expression list es;
position p;
@@
f@p(es)

@script:python@ p << table.p; @@
print("table %s:%s" % (p[0].file, p[0].line))

@script:python@ p << member.p; @@
print("member %s:%s" % (p[0].file, p[0].line))

@script:python@ p << call.p; @@
print("call %s:%s" % (p[0].file, p[0].line))
