// SPDX-License-Identifier: GPL-2.0
/* call: f(4) -> -1 */
/* call: f(2) -> 20 */
#include <linux/types.h>

static int parse(int c, int *command)
{
	if (c > 3)
		return -1;
	*command = c;
	return 0;
}

int f(int c)
{
	int command;

	if (parse(c, &command))
		return -1;
	switch (command) {
	case 1:
		return 10;
	case 2:
		return 20;
	}
	return 0;
}
