/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CPUFEATURE_H
#define _ASM_CPUFEATURE_H

#include <linux/types.h>

#endif /* _ASM_CPUFEATURE_H */
