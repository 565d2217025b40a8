/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_AIRQ_H
#define _ASM_AIRQ_H

#include <linux/types.h>

struct airq_struct {
	void (*handler)(struct airq_struct *airq, bool floating);
	u8 *lsi_ptr;
	u8 lsi_mask;
	u8 isc;
	u8 flags;
};

int register_adapter_interrupt(struct airq_struct *airq);
void unregister_adapter_interrupt(struct airq_struct *airq);

#endif /* _ASM_AIRQ_H */
