/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SETUP_H
#define _ASM_SETUP_H

#include <linux/kernel.h>

#endif /* _ASM_SETUP_H */
