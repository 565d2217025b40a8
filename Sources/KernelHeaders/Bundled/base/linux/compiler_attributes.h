/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_COMPILER_ATTRIBUTES_H
#define _LINUX_COMPILER_ATTRIBUTES_H

#define __aligned(x)			__attribute__((__aligned__(x)))
#define __always_inline			inline __attribute__((__always_inline__))
#define __always_unused			__attribute__((__unused__))
#define __maybe_unused			__attribute__((__unused__))
#define __used				__attribute__((__used__))
#define __packed			__attribute__((__packed__))
#define __pure				__attribute__((__pure__))
#define __attribute_const__		__attribute__((__const__))
#define __cold				__attribute__((__cold__))
#define __malloc			__attribute__((__malloc__))
#define __noreturn			__attribute__((__noreturn__))
#define __must_check			__attribute__((__warn_unused_result__))
#define __printf(a, b)			__attribute__((__format__(printf, a, b)))
#define __scanf(a, b)			__attribute__((__format__(scanf, a, b)))
#define __section(s)			__attribute__((__section__(s)))
#define __weak				__attribute__((__weak__))
#define __alias(symbol)			__attribute__((__alias__(#symbol)))
#define __visible
#define __deprecated
#define __noclone
#define __designated_init
#define fallthrough			__attribute__((__fallthrough__))

#endif /* _LINUX_COMPILER_ATTRIBUTES_H */
