// SPDX-License-Identifier: GPL-2.0
/*
 * pinball - mediated pinball machines
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define PINBALL_BALLS	3

struct pinball {
	u32 score;
	u32 best;
	u8 balls;
};

static int pinball_create(struct kobject *kobj, struct mdev_device *mdev);
static int pinball_remove(struct mdev_device *mdev);
static int pinball_open(struct mdev_device *mdev);
static void pinball_close(struct mdev_device *mdev);
static ssize_t pinball_read(struct mdev_device *, char __user *, size_t,
			    loff_t *);
static long pinball_ioctl(struct mdev_device *mdev, unsigned int cmd,
			  unsigned long arg);

static struct device *pinball_arcade;

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "pinball, %d balls\n", PINBALL_BALLS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *pinball_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group pinball_group = {
	.name = "machine",
	.attrs = pinball_attrs,
};

static struct attribute_group *pinball_groups[] = { &pinball_group, NULL };

static const struct mdev_parent_ops pinball_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = pinball_groups,
/*~ M-14 supported_type_groups */
	.create = pinball_create,
/*~ M-02 create */
	.remove = pinball_remove,
/*~ M-05 remove */
	.open = pinball_open,
/*~ M-10 open */
	.release = pinball_close,
/*~ M-10 release */
	.read = pinball_read,
/*~ M-10 read */
	.ioctl = pinball_ioctl,
/*~ M-10 ioctl */
};

static int pinball_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 pinball_create */
{
	struct pinball *game;

	game = kzalloc(sizeof(*game), GFP_KERNEL);
	if (!game)
		return -ENOMEM;

	mdev_set_drvdata(mdev, game);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int pinball_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
/*~ M-26 mdev_get_drvdata */
	return 0;
}

static long pinball_ioctl(struct mdev_device *mdev, unsigned int cmd,
			  unsigned long arg)
{
	switch (cmd) {
	case VFIO_DEVICE_RESET:
		pinball_close(mdev);
		return pinball_open(mdev);
	}
	return -ENOTTY;
}

static ssize_t pinball_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct pinball *game = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count != sizeof(game->score))
		return -EINVAL;
	if (!game->balls)
		return 0;

	game->score += 100 * game->balls--;
	if (copy_to_user(buf, &game->score, count))
		return -EFAULT;
	return count;
}

static int pinball_open(struct mdev_device *mdev)
{
	struct pinball *game = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	game->balls = PINBALL_BALLS;
	game->score = 0;
	return 0;
}

static void pinball_close(struct mdev_device *mdev)
{
	struct pinball *game = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (game->score > game->best) {
		game->best = game->score;
		dev_info(mdev_dev(mdev), "high score %u\n", game->best);
	}
}

static int __init pinball_init(void)
{
	int ret;

	pinball_arcade = root_device_register("pinball");
	if (IS_ERR(pinball_arcade))
		return PTR_ERR(pinball_arcade);

	ret = mdev_register_device(pinball_arcade, &pinball_ops);
/*~ M-17 mdev_register_device */
	if (ret < 0)
		goto unregister;
	return 0;

unregister:
	root_device_unregister(pinball_arcade);
	return ret;
}

static void __exit pinball_exit(void)
{
	mdev_unregister_device(pinball_arcade);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(pinball_arcade);
}

module_init(pinball_init);
module_exit(pinball_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated pinball machines");
