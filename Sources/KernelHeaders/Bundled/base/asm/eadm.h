/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_EADM_H
#define _ASM_EADM_H

#include <linux/types.h>

struct aob;

#endif /* _ASM_EADM_H */
