/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_UACCESS_H
#define _ASM_UACCESS_H

#include <linux/uaccess.h>

#endif /* _ASM_UACCESS_H */
