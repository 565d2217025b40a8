/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_COMPILER_TYPES_H
#define _LINUX_COMPILER_TYPES_H

#include <linux/kconfig.h>
#include <linux/compiler_attributes.h>

#define __user
#define __kernel
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __nocast
#define __safe
#define __private
#define __bitwise
#define __bitwise__
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __acquire(x)		((void)0)
#define __release(x)		((void)0)
#define __chk_user_ptr(x)	((void)(x))
#define __chk_io_ptr(x)		((void)(x))
#define noinline		__attribute__((__noinline__))
#define noinline_for_stack	noinline
#define notrace
#define asmlinkage
#define __ro_after_init
#define __read_mostly
#define __randomize_layout
#define __no_randomize_layout
#define randomized_struct_fields_start
#define randomized_struct_fields_end

#define ___PASTE(a, b)		a##b
#define __PASTE(a, b)		___PASTE(a, b)
#define __same_type(a, b)	__builtin_types_compatible_p(typeof(a), typeof(b))

#endif /* _LINUX_COMPILER_TYPES_H */
