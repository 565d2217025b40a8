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
	struct vfio_device vdev;
	u32 score;
	u32 best;
	u8 balls;
};

static int pinball_probe(struct mdev_device *mdev);
static void pinball_remove(struct mdev_device *mdev);
static int pinball_open(struct vfio_device *vdev);
static void pinball_close(struct vfio_device *vdev);
static ssize_t pinball_read(struct vfio_device *vdev, char __user *, size_t,
			    loff_t *);
static long pinball_ioctl(struct vfio_device *vdev, unsigned int cmd,
			  unsigned long arg);

static struct device *pinball_arcade;

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops pinball_dev_ops = {
	.name = "vfio-pinball",
	.open_device = pinball_open,
	.close_device = pinball_close,
	.read = pinball_read,
	.ioctl = pinball_ioctl,
};

static struct mdev_driver pinball_driver = {
	.driver = {
		.name = "pinball",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = pinball_probe,
	.remove = pinball_remove,
};

static const struct mdev_parent_ops pinball_ops = {
	.owner = THIS_MODULE,
	.device_driver = &pinball_driver,
	.supported_type_groups = pinball_groups,
};

static void pinball_release_state(struct pinball *game);

static int pinball_probe(struct mdev_device *mdev)
{
	struct pinball *game;
	int ret;

	game = kzalloc(sizeof(*game), GFP_KERNEL);
	if (!game)
		return -ENOMEM;

	vfio_init_group_dev(&game->vdev, &mdev->dev, &pinball_dev_ops);

	dev_set_drvdata(&mdev->dev, game);

	ret = vfio_register_group_dev(&game->vdev);
	if (ret) {
		pinball_release_state(game);
		return ret;
	}

	return 0;
}

static void pinball_release_state(struct pinball *game)
{
	vfio_uninit_group_dev(&game->vdev);
	kfree(game);
}

static void pinball_remove(struct mdev_device *mdev)
{
	struct pinball *game = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&game->vdev);
	pinball_release_state(game);
}

static long pinball_ioctl(struct vfio_device *vdev, unsigned int cmd,
			  unsigned long arg)
{
	switch (cmd) {
	case VFIO_DEVICE_RESET:
		pinball_close(vdev);
		return pinball_open(vdev);
	}
	return -ENOTTY;
}

static ssize_t pinball_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct pinball *game = container_of(vdev, struct pinball, vdev);

	if (count != sizeof(game->score))
		return -EINVAL;
	if (!game->balls)
		return 0;

	game->score += 100 * game->balls--;
	if (copy_to_user(buf, &game->score, count))
		return -EFAULT;
	return count;
}

static int pinball_open(struct vfio_device *vdev)
{
	struct pinball *game = container_of(vdev, struct pinball, vdev);

	game->balls = PINBALL_BALLS;
	game->score = 0;
	return 0;
}

static void pinball_close(struct vfio_device *vdev)
{
	struct pinball *game = container_of(vdev, struct pinball, vdev);

	if (game->score > game->best) {
		game->best = game->score;
		dev_info(vdev->dev, "high score %u\n", game->best);
	}
}

static int __init pinball_init(void)
{
	int ret;

	pinball_arcade = root_device_register("pinball");
	if (IS_ERR(pinball_arcade))
		return PTR_ERR(pinball_arcade);

	ret = mdev_register_driver(&pinball_driver);
	if (ret)
		goto unregister;

	ret = mdev_register_device(pinball_arcade, &pinball_ops);
	if (ret < 0)
		goto err_mdev_driver;
	return 0;

err_mdev_driver:
	mdev_unregister_driver(&pinball_driver);
unregister:
	root_device_unregister(pinball_arcade);
	return ret;
}

static void __exit pinball_exit(void)
{
	mdev_unregister_device(pinball_arcade);
	mdev_unregister_driver(&pinball_driver);
	root_device_unregister(pinball_arcade);
}

module_init(pinball_init);
module_exit(pinball_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated pinball machines");
