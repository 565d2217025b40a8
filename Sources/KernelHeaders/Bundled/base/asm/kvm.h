/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_KVM_H
#define _ASM_KVM_H

#include <linux/types.h>

#endif /* _ASM_KVM_H */
