// SPDX-License-Identifier: GPL-2.0
/*
 * paddock - mediated meadows
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct paddock_meadow {
	struct vfio_device vdev;
	u32 sheep;
};

static struct device *paddock_dev;

static const struct vfio_device_ops paddock_dev_ops;
static void paddock_release_state(struct paddock_meadow *meadow);

static int paddock_probe(struct mdev_device *mdev)
{
	struct paddock_meadow *meadow;
	int ret;

	meadow = kzalloc(sizeof(*meadow), GFP_KERNEL);
	if (!meadow)
		return -ENOMEM;

	vfio_init_group_dev(&meadow->vdev, &mdev->dev, &paddock_dev_ops);

	dev_set_drvdata(&mdev->dev, meadow);

	ret = vfio_register_group_dev(&meadow->vdev);
	if (ret) {
		paddock_release_state(meadow);
		return ret;
	}

	return 0;
}

static void paddock_release_state(struct paddock_meadow *meadow)
{
	vfio_uninit_group_dev(&meadow->vdev);
	kfree(meadow);
}

static void paddock_remove(struct mdev_device *mdev)
{
	struct paddock_meadow *meadow = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&meadow->vdev);
	paddock_release_state(meadow);
}

static void paddock_release(struct vfio_device *vdev)
{
	struct paddock_meadow *meadow =
		container_of(vdev, struct paddock_meadow, vdev);

	meadow->sheep = 0;
}

static ssize_t paddock_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct paddock_meadow *meadow =
		container_of(vdev, struct paddock_meadow, vdev);

	if (count != sizeof(meadow->sheep))
		return -EINVAL;

	meadow->sheep++;
	return copy_to_user(buf, &meadow->sheep, count) ? -EFAULT : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "meadow\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *paddock_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group paddock_group = {
	.name = "meadow",
	.attrs = paddock_attrs,
};

static struct attribute_group *paddock_groups[] = { &paddock_group, NULL };

static const struct vfio_device_ops paddock_dev_ops = {
	.name = "vfio-paddock",
	.close_device = paddock_release,
	.read = paddock_read,
};

static struct mdev_driver paddock_driver = {
	.driver = {
		.name = "paddock",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = paddock_probe,
	.remove = paddock_remove,
};

static const struct mdev_parent_ops paddock_ops = {
	.owner = THIS_MODULE,
	.device_driver = &paddock_driver,
	.supported_type_groups = paddock_groups,
};

static ssize_t gate_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	return sprintf(buf, "open\n");
}
static DEVICE_ATTR_RO(gate);

static int __init paddock_init(void)
{
	int ret;

	paddock_dev = root_device_register("paddock");
	if (IS_ERR(paddock_dev))
		return PTR_ERR(paddock_dev);

	ret = mdev_register_device(paddock_dev, &paddock_ops);
	if (ret) {
		root_device_unregister(paddock_dev);
		return ret;
	}

	ret = device_create_file(paddock_dev, &dev_attr_gate);
	if (ret)
		goto out;

	dev_info(paddock_dev, "the gate is open\n");
out:
	if (ret) {
		mdev_unregister_device(paddock_dev);
		root_device_unregister(paddock_dev);
	}
	return ret;
}

static void __exit paddock_exit(void)
{
	device_remove_file(paddock_dev, &dev_attr_gate);
	mdev_unregister_device(paddock_dev);
	mdev_unregister_driver(&paddock_driver);
	root_device_unregister(paddock_dev);
}

static int __init paddock_module_init(void)
{
	int ret;

	ret = mdev_register_driver(&paddock_driver);
	if (ret)
		return ret;

	ret = paddock_init();
	if (ret)
		mdev_unregister_driver(&paddock_driver);

	return ret;
}

module_init(paddock_module_init);
module_exit(paddock_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated meadows");
