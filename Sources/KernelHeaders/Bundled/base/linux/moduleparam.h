/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <linux/init.h>
#include <linux/stringify.h>
#include <linux/kernel.h>

struct kernel_param;

struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};

struct kparam_string {
	unsigned int maxlen;
	char *string;
};

struct kparam_array {
	unsigned int max;
	unsigned int elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

struct kernel_param {
	const char *name;
	struct module *mod;
	const struct kernel_param_ops *ops;
	const u16 perm;
	s8 level;
	u8 flags;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

extern const struct kernel_param_ops param_ops_byte;
extern const struct kernel_param_ops param_ops_short;
extern const struct kernel_param_ops param_ops_ushort;
extern const struct kernel_param_ops param_ops_int;
extern const struct kernel_param_ops param_ops_uint;
extern const struct kernel_param_ops param_ops_long;
extern const struct kernel_param_ops param_ops_ulong;
extern const struct kernel_param_ops param_ops_ullong;
extern const struct kernel_param_ops param_ops_hexint;
extern const struct kernel_param_ops param_ops_charp;
extern const struct kernel_param_ops param_ops_bool;
extern const struct kernel_param_ops param_ops_invbool;
extern const struct kernel_param_ops param_ops_bint;
extern const struct kernel_param_ops param_ops_string;
extern const struct kernel_param_ops param_array_ops;

int param_set_bool(const char *val, const struct kernel_param *kp);
int param_get_bool(char *buffer, const struct kernel_param *kp);
int param_set_int(const char *val, const struct kernel_param *kp);
int param_get_int(char *buffer, const struct kernel_param *kp);
int param_set_uint(const char *val, const struct kernel_param *kp);
int param_get_uint(char *buffer, const struct kernel_param *kp);
int param_set_charp(const char *val, const struct kernel_param *kp);
int param_get_charp(char *buffer, const struct kernel_param *kp);

#define __module_param_call(name, ops, argument, perm)			\
	static const struct kernel_param __param_##name			\
	__used __section("__param") =					\
		{ #name, THIS_MODULE, ops, perm, -1, 0, { argument } }

#define module_param_cb(name, ops, arg, perm) \
	__module_param_call(name, ops, arg, perm)
#define module_param_named(name, value, type, perm) \
	__module_param_call(name, &param_ops_##type, (void *)&value, perm)
#define module_param_named_unsafe(name, value, type, perm) \
	module_param_named(name, value, type, perm)
#define module_param(name, type, perm) \
	module_param_named(name, name, type, perm)
#define module_param_unsafe(name, type, perm) \
	module_param(name, type, perm)
#define module_param_array_named(name, array, type, nump, perm)		\
	static const struct kparam_array __param_arr_##name =		\
		{ ARRAY_SIZE(array), sizeof((array)[0]), nump,		\
		  &param_ops_##type, array };				\
	__module_param_call(name, &param_array_ops,			\
			    (void *)&__param_arr_##name, perm)
#define module_param_array(name, type, nump, perm) \
	module_param_array_named(name, name, type, nump, perm)
#define module_param_string(name, str, len, perm)			\
	static const struct kparam_string __param_string_##name = { len, str }; \
	__module_param_call(name, &param_ops_string,			\
			    (void *)&__param_string_##name, perm)

#define __MODULE_INFO(tag, name, info)					\
	static const char __UNIQUE_ID(name)[]				\
	__used __section(".modinfo") __aligned(1) =			\
		__stringify(tag) "=" info
#define MODULE_PARM_DESC(parm, desc) \
	__MODULE_INFO(parm, parm, #parm ":" desc)

#define module_param_hw(name, type, hwtype, perm)	module_param(name, type, perm)
#define module_param_hw_array(name, type, hwtype, nump, perm) \
	module_param_array(name, type, nump, perm)

#define module_param_call(name, _set, _get, arg, perm)			\
	static const struct kernel_param_ops __param_ops_##name =	\
		{ .flags = 0, .set = _set, .get = _get };		\
	__module_param_call(name, &__param_ops_##name, (void *)arg, perm)

#endif /* _LINUX_MODULEPARAM_H */
