/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/compiler.h>
#include <linux/types.h>

#define __init		__section(".init.text") __cold
#define __exit		__section(".exit.text") __used __cold
#define __initdata	__section(".init.data")
#define __initconst	__section(".init.rodata")
#define __exitdata	__section(".exit.data")
#define __refdata
#define __ref
#define __meminit
#define __devinit
#define __devexit

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

#ifndef MODULE
#define __define_initcall(fn, id) \
	static initcall_t __PASTE(__initcall_, __PASTE(fn, id)) __used \
	__section(".initcall" #id ".init") = fn;
#define early_initcall(fn)	__define_initcall(fn, early)
#define core_initcall(fn)	__define_initcall(fn, 1)
#define postcore_initcall(fn)	__define_initcall(fn, 2)
#define arch_initcall(fn)	__define_initcall(fn, 3)
#define subsys_initcall(fn)	__define_initcall(fn, 4)
#define fs_initcall(fn)		__define_initcall(fn, 5)
#define device_initcall(fn)	__define_initcall(fn, 6)
#define late_initcall(fn)	__define_initcall(fn, 7)
#define __initcall(fn)		device_initcall(fn)
#define __exitcall(fn) \
	static exitcall_t __exitcall_##fn __used __section(".exitcall.exit") = fn;
#define __setup(str, fn)
#endif

#endif /* _LINUX_INIT_H */
