// SPDX-License-Identifier: GPL-2.0
/*
 * switchboard - the lines as mediated devices
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

#include "switchboard.h"

static int switchboard_line_create(struct kobject *kobj,
/*~ B-01 switchboard_line_create */
				   struct mdev_device *mdev)
{
	struct switchboard *board = dev_get_drvdata(mdev_parent_dev(mdev));
	struct switchboard_line *line;
	int nr;

	nr = switchboard_plug(board);
	if (nr < 0)
		return nr;

	line = kzalloc(sizeof(*line), GFP_KERNEL);
	if (!line) {
		switchboard_unplug(board, nr);
		return -ENOMEM;
	}

	line->board = board;
	line->nr = nr;
	mdev_set_drvdata(mdev, line);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int switchboard_line_remove(struct mdev_device *mdev)
{
	struct switchboard_line *line = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switchboard_unplug(line->board, line->nr);
	kfree(line);
	return 0;
}

static int switchboard_line_open(struct mdev_device *mdev)
{
	struct switchboard_line *line = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	line->off_hook = true;
	return 0;
}

static void switchboard_line_release(struct mdev_device *mdev)
{
	struct switchboard_line *line = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	line->off_hook = false;
}

static long switchboard_line_ioctl(struct mdev_device *mdev, unsigned int cmd,
				   unsigned long arg)
{
	struct switchboard_line *line = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (cmd == VFIO_DEVICE_RESET) {
		dev_dbg(line->board->dev, "line %u hung up\n", line->nr);
		line->off_hook = false;
		return 0;
	}
	return -ENOTTY;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "line\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *switchboard_line_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group switchboard_line_group = {
	.name = "line",
	.attrs = switchboard_line_attrs,
};

static struct attribute_group *switchboard_line_groups[] = {
	&switchboard_line_group,
	NULL,
};

const struct mdev_parent_ops switchboard_mdev_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = switchboard_line_groups,
/*~ M-14 supported_type_groups */
	.create = switchboard_line_create,
/*~ M-02 create */
	.remove = switchboard_line_remove,
/*~ M-05 remove */
	.open = switchboard_line_open,
/*~ M-10 open */
	.release = switchboard_line_release,
/*~ M-10 release */
	.ioctl = switchboard_line_ioctl,
/*~ M-10 ioctl */
};
