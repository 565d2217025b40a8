/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_BITSPERLONG_H
#define _ASM_BITSPERLONG_H

#define BITS_PER_LONG		(__SIZEOF_LONG__ * 8)
#define BITS_PER_LONG_LONG	64
#define __BITS_PER_LONG		BITS_PER_LONG

#endif /* _ASM_BITSPERLONG_H */
