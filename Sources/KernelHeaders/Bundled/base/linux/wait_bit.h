/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_WAIT_BIT_H
#define _LINUX_WAIT_BIT_H

#include <linux/wait.h>

int wait_on_bit(unsigned long *word, int bit, unsigned int mode);
int wait_on_bit_timeout(unsigned long *word, int bit, unsigned int mode,
			unsigned long timeout);
void wake_up_bit(void *word, int bit);
void wake_up_var(void *var);

#endif /* _LINUX_WAIT_BIT_H */
