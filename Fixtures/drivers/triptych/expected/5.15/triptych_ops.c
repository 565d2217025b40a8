// SPDX-License-Identifier: GPL-2.0
/*
 * triptych - what users see of the panels
 */
#include <linux/kernel.h>
#include <linux/uaccess.h>

#include "triptych.h"

int triptych_create(struct mdev_device *mdev)
{
	struct triptych *t;

	t = triptych_alloc();
	if (!t)
		return -ENOMEM;

	dev_set_drvdata(&mdev->dev, t);
	return 0;
}

int triptych_remove(struct mdev_device *mdev)
{
	triptych_free(dev_get_drvdata(&mdev->dev));
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
	struct triptych *t = dev_get_drvdata(&mdev->dev);
	u32 sum;

	if (count != sizeof(sum))
		return -EINVAL;

	mutex_lock(&t->lock);
	sum = t->panels[0] + t->panels[1] + t->panels[2];
	mutex_unlock(&t->lock);
	return copy_to_user(buf, &sum, sizeof(sum)) ? -EFAULT : count;
}
