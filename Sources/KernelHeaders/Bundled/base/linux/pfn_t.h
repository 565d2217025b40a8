/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PFN_T_H
#define _LINUX_PFN_T_H

#include <linux/mm.h>

typedef struct {
	u64 val;
} pfn_t;

#endif /* _LINUX_PFN_T_H */
