// SPDX-License-Identifier: GPL-2.0
/*
 * postbox - mediated mailboxes
 *
 * A letter written to a box is what the next read returns.  Boxes of type 1
 * hold one letter, boxes of type 2 hold four.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/spinlock.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define POSTBOX_STRING_LEN	32
#define POSTBOX_LETTER_LEN	64
#define POSTBOX_NR_TYPES	2

struct postbox_letter {
	char text[POSTBOX_LETTER_LEN];
	size_t len;
};

struct postbox_state {
	struct vfio_device vdev;
	struct mdev_device *mdev;
	struct list_head next;
	struct mutex ops_lock;
	struct postbox_letter *letters;
	unsigned int capacity;
	unsigned int waiting;
};

static const unsigned int postbox_capacity[POSTBOX_NR_TYPES] = { 1, 4 };

static struct platform_device *postbox_pdev;
static LIST_HEAD(postbox_list);
static DEFINE_MUTEX(postbox_list_lock);

static const struct vfio_device_ops postbox_dev_ops;
static void postbox_release_state(struct mdev_device *mdev);

static int postbox_probe(struct mdev_device *mdev)
{
	struct postbox_state *state;
	unsigned int capacity = 0;
	int ret;

	if (!mdev)
		return -EINVAL;

	capacity = postbox_capacity[mdev_get_type_group_id(mdev)];

	if (!capacity)
		return -EINVAL;

	state = kzalloc(sizeof(*state), GFP_KERNEL);
	if (!state)
		return -ENOMEM;

	vfio_init_group_dev(&state->vdev, &mdev->dev, &postbox_dev_ops);

	state->letters = kcalloc(capacity, sizeof(*state->letters), GFP_KERNEL);
	if (!state->letters) {
		vfio_uninit_group_dev(&state->vdev);
		kfree(state);
		return -ENOMEM;
	}

	state->capacity = capacity;
	state->mdev = mdev;
	mutex_init(&state->ops_lock);
	dev_set_drvdata(&mdev->dev, state);

	mutex_lock(&postbox_list_lock);
	list_add(&state->next, &postbox_list);
	mutex_unlock(&postbox_list_lock);

	ret = vfio_register_group_dev(&state->vdev);
	if (ret) {
		vfio_uninit_group_dev(&state->vdev);
		postbox_release_state(mdev);
		return ret;
	}

	return 0;
}

static void postbox_release_state(struct mdev_device *mdev)
{
	struct postbox_state *state, *tmp;

	mutex_lock(&postbox_list_lock);
	list_for_each_entry_safe(state, tmp, &postbox_list, next) {
		if (state->mdev == mdev) {
			list_del(&state->next);
			kfree(state->letters);
			kfree(state);
			break;
		}
	}
	mutex_unlock(&postbox_list_lock);
}

static void postbox_remove(struct mdev_device *mdev)
{
	struct postbox_state *state = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&state->vdev);
	vfio_uninit_group_dev(&state->vdev);
	postbox_release_state(mdev);
}

static int postbox_open(struct vfio_device *vdev)
{
	pr_info("%s\n", __func__);
	return 0;
}

static void postbox_close(struct vfio_device *vdev)
{
	pr_info("%s\n", __func__);
}

static ssize_t postbox_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct postbox_state *state =
		container_of(vdev, struct postbox_state, vdev);
	struct postbox_letter *letter;
	ssize_t ret = 0;

	mutex_lock(&state->ops_lock);
	if (state->waiting) {
		letter = &state->letters[state->waiting - 1];
		ret = min(count, letter->len);
		if (copy_to_user(buf, letter->text, ret))
			ret = -EFAULT;
		else
			state->waiting--;
	}
	mutex_unlock(&state->ops_lock);

	return ret;
}

static ssize_t postbox_write(struct vfio_device *vdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct postbox_state *state =
		container_of(vdev, struct postbox_state, vdev);
	struct postbox_letter *letter;
	ssize_t ret = -ENOSPC;

	if (count > POSTBOX_LETTER_LEN)
		return -E2BIG;

	mutex_lock(&state->ops_lock);
	if (state->waiting < state->capacity) {
		letter = &state->letters[state->waiting];
		ret = -EFAULT;
		if (!copy_from_user(letter->text, buf, count)) {
			letter->len = count;
			state->waiting++;
			ret = count;
		}
	}
	mutex_unlock(&state->ops_lock);

	return ret;
}

static long postbox_ioctl(struct vfio_device *vdev, unsigned int cmd,
			  unsigned long arg)
{
	struct postbox_state *state;

	state = container_of(vdev, struct postbox_state, vdev);

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	mutex_lock(&state->ops_lock);
	state->waiting = 0;
	mutex_unlock(&state->ops_lock);
	return 0;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	const char *const titles[POSTBOX_NR_TYPES] = {
		"Single letter box", "Four letter box"
	};

	return sprintf(buf, "%s\n", titles[mtype_get_type_group_id(mtype)]);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *postbox_types_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group postbox_type_group1 = {
	.name  = "1",
	.attrs = postbox_types_attrs,
};

static struct attribute_group postbox_type_group2 = {
	.name  = "2",
	.attrs = postbox_types_attrs,
};

static struct attribute_group *postbox_type_groups[] = {
	&postbox_type_group1,
	&postbox_type_group2,
	NULL,
};

static const struct vfio_device_ops postbox_dev_ops = {
	.name                   = "vfio-postbox",
	.open_device            = postbox_open,
	.close_device           = postbox_close,
	.read                   = postbox_read,
	.write                  = postbox_write,
	.ioctl		        = postbox_ioctl,
};

static struct mdev_driver postbox_driver = {
	.driver = {
		.name = "postbox",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = postbox_probe,
	.remove = postbox_remove,
};

static const struct mdev_parent_ops postbox_parent_ops = {
	.owner                  = THIS_MODULE,
	.device_driver          = &postbox_driver,
	.supported_type_groups  = postbox_type_groups,
};

static int __init postbox_init(void)
{
	int ret;

	postbox_pdev = platform_device_register_simple("postbox", -1, NULL, 0);
	if (IS_ERR(postbox_pdev))
		return PTR_ERR(postbox_pdev);

	ret = mdev_register_driver(&postbox_driver);
	if (ret) {
		platform_device_unregister(postbox_pdev);
		return ret;
	}

	ret = mdev_register_device(&postbox_pdev->dev, &postbox_parent_ops);
	if (ret) {
		mdev_unregister_driver(&postbox_driver);
		platform_device_unregister(postbox_pdev);
	}
	return ret;
}

static void __exit postbox_exit(void)
{
	mdev_unregister_device(&postbox_pdev->dev);
	mdev_unregister_driver(&postbox_driver);
	platform_device_unregister(postbox_pdev);
}

module_init(postbox_init);
module_exit(postbox_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated mailboxes");
