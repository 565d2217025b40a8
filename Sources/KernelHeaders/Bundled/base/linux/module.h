/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/list.h>
#include <linux/stringify.h>
#include <linux/errno.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/export.h>
#include <linux/moduleparam.h>
#include <linux/kobject.h>
#include <linux/string.h>
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/jump_label.h>
#include <linux/kmod.h>
#include <linux/srcu.h>

#define MODULE_NAME_LEN	(64 - sizeof(unsigned long))

enum module_state {
	MODULE_STATE_LIVE,
	MODULE_STATE_COMING,
	MODULE_STATE_GOING,
	MODULE_STATE_UNFORMED
};

struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];
	const char *version;
	int (*init)(void);
	void (*exit)(void);
	atomic_t refcnt;
};

#define MODULE_INFO(tag, info)		__MODULE_INFO(tag, tag, info)
#define MODULE_ALIAS(_alias)		MODULE_INFO(alias, _alias)
#define MODULE_SOFTDEP(_softdep)	MODULE_INFO(softdep, _softdep)
#define MODULE_LICENSE(_license)	MODULE_INFO(license, _license)
#define MODULE_AUTHOR(_author)		MODULE_INFO(author, _author)
#define MODULE_DESCRIPTION(_description) MODULE_INFO(description, _description)
#define MODULE_VERSION(_version)	MODULE_INFO(version, _version)
#define MODULE_FIRMWARE(_firmware)	MODULE_INFO(firmware, _firmware)
#define MODULE_IMPORT_NS(ns)		MODULE_INFO(import_ns, __stringify(ns))
#define MODULE_SUPPORTED_DEVICE(name)	MODULE_INFO(supported, name)
#define MODULE_DEVICE_TABLE(type, name) \
	extern typeof(name) __mod_##type##__##name##_device_table __alias(name)

#ifdef MODULE
#define module_init(initfn)						\
	static inline initcall_t __maybe_unused __inittest(void)	\
	{ return initfn; }						\
	int init_module(void) __alias(initfn);
#define module_exit(exitfn)						\
	static inline exitcall_t __maybe_unused __exittest(void)	\
	{ return exitfn; }						\
	void cleanup_module(void) __alias(exitfn);
#define early_initcall(fn)	module_init(fn)
#define core_initcall(fn)	module_init(fn)
#define postcore_initcall(fn)	module_init(fn)
#define arch_initcall(fn)	module_init(fn)
#define subsys_initcall(fn)	module_init(fn)
#define fs_initcall(fn)		module_init(fn)
#define device_initcall(fn)	module_init(fn)
#define late_initcall(fn)	module_init(fn)
#else
#define module_init(x)		__initcall(x)
#define module_exit(x)		__exitcall(x)
#endif

bool try_module_get(struct module *module);
void __module_get(struct module *module);
void module_put(struct module *module);
int module_refcount(struct module *mod);
struct module *find_module(const char *name);
int request_module(const char *name, ...) __printf(1, 2);
void *__symbol_get(const char *symbol);
void __symbol_put(const char *symbol);
#define symbol_get(x)	((typeof(&x))(__symbol_get(__stringify(x))))
#define symbol_put(x)	__symbol_put(__stringify(x))

static inline const char *module_name(struct module *mod)
{
	return mod ? mod->name : "kernel";
}

#define __MODULE_STRING(x)	__stringify(x)
#define try_then_request_module(x, mod...) \
	({ if (!(x)) request_module(mod); (x); })

#endif /* _LINUX_MODULE_H */
