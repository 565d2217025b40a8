// SPDX-License-Identifier: GPL-2.0
/*
 * triptych - what users see of the panels
 */
#include <linux/kernel.h>
#include <linux/uaccess.h>

#include "triptych.h"

int triptych_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct triptych *t;

	t = triptych_alloc();
	if (!t)
		return -ENOMEM;

	mdev_set_drvdata(mdev, t);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

int triptych_remove(struct mdev_device *mdev)
{
	triptych_free(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

int triptych_open(struct mdev_device *mdev)
{
	return 0;
}

void triptych_release(struct mdev_device *mdev)
{
}

ssize_t triptych_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct triptych *t = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 sum;

	if (count != sizeof(sum))
		return -EINVAL;

	mutex_lock(&t->lock);
	sum = t->panels[0] + t->panels[1] + t->panels[2];
	mutex_unlock(&t->lock);
	return copy_to_user(buf, &sum, sizeof(sum)) ? -EFAULT : count;
}
