// SPDX-License-Identifier: GPL-2.0
/* call: f(4) -> 0 */
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static int slots[4];

int f(int limit)
{
	int i;

	for (i = 0; i < limit; i++) {
		spin_lock(&lock);
		if (!slots[i]) {
			spin_unlock(&lock);
			break;
		}
		spin_unlock(&lock);
	}
	return i;
}
