/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_DELAY_H
#define _ASM_DELAY_H

#include <linux/delay.h>
#include <linux/init.h>

#endif /* _ASM_DELAY_H */
